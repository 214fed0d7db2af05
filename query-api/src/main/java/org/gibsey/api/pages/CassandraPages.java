package org.gibsey.api.pages;

import com.datastax.oss.driver.api.core.DriverException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books and pages in Cassandra. */
public final class CassandraPages implements PageStore {
  private static final Logger LOG = LoggerFactory.getLogger(CassandraPages.class);

  private final Duration deadline;
  private final SelectBooks selectBooks;
  private final SelectBook selectBook;
  private final SelectTableOfContents selectTableOfContents;
  private final CountPages countPages;
  private final SelectPage selectPage;
  private final SelectNeighbour selectBefore;
  private final SelectNeighbour selectAfter;

  /**
   * Pages behind a connection.
   *
   * @param deadline how long any method may take
   */
  public CassandraPages(CassandraConnection connection, Duration deadline) {
    this.deadline = deadline;
    this.selectBooks = new SelectBooks(connection);
    this.selectBook = new SelectBook(connection);
    this.selectTableOfContents = new SelectTableOfContents(connection);
    this.countPages = new CountPages(connection);
    this.selectPage = new SelectPage(connection);
    this.selectBefore = SelectNeighbour.before(connection);
    this.selectAfter = SelectNeighbour.after(connection);
  }

  @Override
  public List<BookSummary> books() {
    return await(() -> selectBooks.execute().thenCompose(this::summaries));
  }

  @Override
  public Optional<TableOfContents> contents(String bookId) {
    return await(
        () ->
            selectBook
                .execute(bookId)
                .thenCombine(
                    selectTableOfContents.execute(bookId),
                    (book, pages) -> contents(bookId, book, pages)));
  }

  @Override
  public boolean bookExists(String bookId) {
    return await(
        () ->
            selectBook
                .execute(bookId)
                .thenCombine(
                    selectAfter.execute(bookId, Integer.MIN_VALUE),
                    (book, firstPage) -> book != null || firstPage != null));
  }

  @Override
  public Optional<Page> page(String bookId, int pageNum) {
    return await(
        () -> {
          CompletionStage<@Nullable Page> page = selectPage.execute(bookId, pageNum);
          CompletionStage<@Nullable Integer> before = selectBefore.execute(bookId, pageNum);
          CompletionStage<@Nullable Integer> after = selectAfter.execute(bookId, pageNum);
          return page.thenCombine(before, CassandraPages::withPrevious)
              .thenCombine(after, CassandraPages::withNext);
        });
  }

  @Override
  public boolean isReachable() {
    try {
      // Any book will do: what counts is that the tables answer.
      bookExists("-");
      return true;
    } catch (Problem e) {
      LOG.debug("Cassandra does not answer", e);
      return false;
    }
  }

  private CompletionStage<List<BookSummary>> summaries(List<Book> books) {
    List<CompletableFuture<BookSummary>> counted =
        books.stream()
            .map(
                book ->
                    countPages
                        .execute(book.bookId())
                        .thenApply(pages -> new BookSummary(book, pages))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(counted.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                counted.stream()
                    .map(CompletableFuture::join)
                    .sorted(Comparator.comparing(CassandraPages::titleOrId))
                    .toList());
  }

  private static String titleOrId(BookSummary summary) {
    @Nullable String title = summary.book().title();
    return title == null ? summary.book().bookId() : title;
  }

  private static Optional<TableOfContents> contents(
      String bookId, @Nullable Book book, List<PageHeading> pages) {
    if (book == null && pages.isEmpty()) {
      return Optional.empty();
    }
    Book known = book == null ? new Book(bookId, null, null, null) : book;
    return Optional.of(new TableOfContents(known, pages));
  }

  private static Optional<Page> withPrevious(@Nullable Page page, @Nullable Integer number) {
    return Optional.ofNullable(page).map(found -> found.withPrevious(number));
  }

  private static Optional<Page> withNext(Optional<Page> page, @Nullable Integer number) {
    return page.map(found -> found.withNext(number));
  }

  private <T> T await(Supplier<CompletionStage<T>> query) {
    try {
      return query.get().toCompletableFuture().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException | CompletionException | DriverException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static Problem unavailable(Exception reason) {
    return new Problem(
        ProblemType.PAGES_UNAVAILABLE, "The books cannot be read right now; try again.", reason);
  }
}
