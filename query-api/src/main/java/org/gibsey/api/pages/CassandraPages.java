package org.gibsey.api.pages;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books and pages in Cassandra. */
public final class CassandraPages implements PageStore {
  private static final Logger LOG = LoggerFactory.getLogger(CassandraPages.class);

  private final Patience patience;
  private final SelectBooks selectBooks;
  private final SelectBook selectBook;
  private final SelectTableOfContents selectTableOfContents;
  private final CountPages countPages;
  private final SelectPage selectPage;
  private final SelectPage selectStored;
  private final InsertPage insertPage;
  private final DeletePage deletePage;
  private final SelectNeighbour selectBefore;
  private final SelectNeighbour selectAfter;

  /**
   * Pages behind a connection.
   *
   * @param deadline how long any method may take
   */
  public CassandraPages(CassandraConnection connection, Duration deadline) {
    this.patience = new Patience(deadline, ProblemType.PAGES_UNAVAILABLE);
    this.selectBooks = new SelectBooks(connection);
    this.selectBook = new SelectBook(connection);
    this.selectTableOfContents = new SelectTableOfContents(connection);
    this.countPages = new CountPages(connection);
    this.selectPage = SelectPage.near(connection);
    this.selectStored = SelectPage.ofQuorum(connection);
    this.insertPage = new InsertPage(connection);
    this.deletePage = new DeletePage(connection);
    this.selectBefore = SelectNeighbour.before(connection);
    this.selectAfter = SelectNeighbour.after(connection);
  }

  @Override
  public List<BookSummary> books() {
    return read(() -> selectBooks.execute().thenCompose(this::summaries));
  }

  @Override
  public Optional<TableOfContents> contents(String bookId) {
    return read(
        () ->
            selectBook
                .execute(bookId)
                .thenCombine(
                    selectTableOfContents.execute(bookId),
                    (book, pages) -> contents(bookId, book, pages)));
  }

  @Override
  public boolean bookExists(String bookId) {
    return read(
        () ->
            selectBook
                .execute(bookId)
                .thenCombine(
                    selectAfter.execute(bookId, Integer.MIN_VALUE),
                    (book, firstPage) -> book != null || firstPage != null));
  }

  @Override
  public Optional<Page> page(String bookId, int pageNum) {
    return read(
        () -> {
          CompletionStage<@Nullable Page> page =
              selectPage
                  .execute(bookId, pageNum)
                  .thenApply(stored -> stored == null ? null : Page.of(bookId, pageNum, stored));
          CompletionStage<@Nullable Integer> before = selectBefore.execute(bookId, pageNum);
          CompletionStage<@Nullable Integer> after = selectAfter.execute(bookId, pageNum);
          return page.thenCombine(before, CassandraPages::withPrevious)
              .thenCombine(after, CassandraPages::withNext);
        });
  }

  @Override
  public Optional<StoredPage> stored(String bookId, int pageNum) {
    return read(() -> selectStored.execute(bookId, pageNum).thenApply(Optional::ofNullable));
  }

  @Override
  public void put(String bookId, int pageNum, PageContent content, long writeTimeMicros) {
    patience.write(
        () -> insertPage.execute(bookId, pageNum, content, writeTimeMicros),
        "with \"write_time\": \"" + WriteTime.text(writeTimeMicros) + "\"");
  }

  @Override
  public void delete(String bookId, int pageNum, long writeTimeMicros) {
    patience.write(
        () -> deletePage.execute(bookId, pageNum, writeTimeMicros),
        "with ?write_time=" + WriteTime.text(writeTimeMicros));
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

  private <T> T read(Supplier<CompletionStage<T>> query) {
    return patience.read(query, "The books cannot be read right now; try again.");
  }

  private static Optional<Page> withPrevious(@Nullable Page page, @Nullable Integer number) {
    return Optional.ofNullable(page).map(found -> found.withPrevious(number));
  }

  private static Optional<Page> withNext(Optional<Page> page, @Nullable Integer number) {
    return page.map(found -> found.withNext(number));
  }
}
