package org.gibsey.tools.book;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.search.IndexStats;
import org.gibsey.tools.search.Poll;
import org.gibsey.tools.search.SearchApi;

/** Waits until a book can be searched. */
final class SearchableBook {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration REMINDER = Duration.ofSeconds(2);
  private static final int QUERY_CHARACTERS = 300;

  private final SearchApi api;
  private final PrintWriter out;
  private long shown = -1;
  private long shownAt = System.nanoTime() - REMINDER.toNanos();

  SearchableBook(SearchApi api, PrintWriter out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Until the index holds as many rows as the book has pages, and each page just written is found
   * by its own words.
   *
   * @throws ToolException if that takes longer than {@code patience}
   */
  void await(Book book, List<BookPage> written, Duration patience) {
    Deque<BookPage> unseen = new ArrayDeque<>(written);
    int pages = book.pages().size();
    boolean all =
        Poll.until(patience, PAUSE, () -> enoughRows(pages) && eachFound(book.bookId(), unseen));
    if (!all) {
      throw new ToolException(
          "after "
              + patience.toSeconds()
              + " s not all of the book is searchable; look at"
              + " deploy/status, deploy/logs taskmanager and deploy/logs agent");
    }
  }

  private boolean enoughRows(int pages) {
    long rows = api.stats().map(IndexStats::rows).orElse(0L);
    if (rows != shown && rows < pages && System.nanoTime() - shownAt > REMINDER.toNanos()) {
      out.println("  " + rows + " of " + pages + " pages are searchable");
      out.flush();
      shown = rows;
      shownAt = System.nanoTime();
    }
    return rows >= pages;
  }

  private boolean eachFound(String bookId, Deque<BookPage> unseen) {
    while (!unseen.isEmpty() && found(bookId, unseen.getFirst())) {
      unseen.removeFirst();
    }
    return unseen.isEmpty();
  }

  private boolean found(String bookId, BookPage page) {
    String text = page.text();
    String start = text.substring(0, Math.min(text.length(), QUERY_CHARACTERS));
    return api.search(start, "text", 10).stream()
        .flatMap(List::stream)
        .anyMatch(
            hit ->
                hit.bookId().equals(bookId)
                    && hit.pageNum() == page.pageNum()
                    && text.contains(hit.passage().strip()));
  }
}
