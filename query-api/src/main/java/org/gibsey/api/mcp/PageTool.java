package org.gibsey.api.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import java.util.Map;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.pages.PageRoutes;
import org.gibsey.api.pages.PageStore;

/** A whole page. */
final class PageTool {
  private static final Map<String, Object> INPUT =
      Schemas.object(
          Map.of(
              "book", Schemas.text("Id of the book."),
              "page", Map.of("type", "integer", "description", "Number of the page.")),
          "book",
          "page");

  private final PageStore store;

  PageTool(PageStore store) {
    this.store = store;
  }

  SyncToolSpecification specification() {
    return new Tool(
            "get_page",
            "Read a page",
            "Gives the whole text of one page, with the numbers of the pages before and after it.",
            INPUT,
            this::page)
        .specification();
  }

  private Object page(Arguments arguments) {
    String book = arguments.required("book");
    return store
        .page(book, arguments.requiredNumber("page"))
        .orElseThrow(
            () ->
                store.bookExists(book)
                    ? new Problem(ProblemType.UNKNOWN_PAGE, "Search to find pages of this book.")
                    : PageRoutes.unknownBook());
  }
}
