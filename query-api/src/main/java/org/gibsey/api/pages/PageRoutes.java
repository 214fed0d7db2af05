package org.gibsey.api.pages;

import io.javalin.http.Context;
import java.util.List;
import java.util.regex.Pattern;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.server.Route;

/** Reading books page by page. */
public final class PageRoutes {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

  private final PageStore store;

  public PageRoutes(PageStore store) {
    this.store = store;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/books", Access.READER, this::books),
        Route.get("/v1/books/{book}", Access.READER, this::contents),
        Route.get("/v1/pages/{book}/{page}", Access.READER, this::page));
  }

  private void books(Context ctx) {
    Json.respond(ctx, new Catalogue(store.books()));
  }

  private void contents(Context ctx) {
    TableOfContents contents =
        store.contents(ctx.pathParam("book")).orElseThrow(PageRoutes::unknownBook);
    Json.respond(ctx, contents);
  }

  private void page(Context ctx) {
    String bookId = ctx.pathParam("book");
    int pageNum = pageNumber(ctx.pathParam("page"));
    Json.respond(ctx, store.page(bookId, pageNum).orElseThrow(() -> missing(bookId)));
  }

  /** The number of a page in an address. */
  static int pageNumber(String text) {
    if (NUMBER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw new Problem(
        ProblemType.BAD_PAGE_NUMBER,
        "The address ends with the number of the page, for example 12.");
  }

  private Problem missing(String bookId) {
    return store.bookExists(bookId)
        ? new Problem(ProblemType.UNKNOWN_PAGE, "See /v1/books/{book} for the pages it has.")
        : unknownBook();
  }

  /** For every route that is given a book which does not exist. */
  public static Problem unknownBook() {
    return new Problem(ProblemType.UNKNOWN_BOOK, "See /v1/books for the books there are.");
  }

  private record Catalogue(List<BookSummary> books) {}
}
