package org.gibsey.api;

import java.util.List;
import java.util.Optional;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.pages.Book;
import org.gibsey.api.pages.BookSummary;
import org.gibsey.api.pages.Page;
import org.gibsey.api.pages.PageHeading;
import org.gibsey.api.pages.PageStore;
import org.gibsey.api.pages.TableOfContents;

/** One book of two pages, numbers 1 and 3, in a store that a test can switch off. */
final class FakePages implements PageStore {
  static final String BOOK = "the-salt-clock";

  private static final Book SALT_CLOCK = new Book(BOOK, "The Salt Clock", "A. Writer", "en");

  private volatile boolean away;

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  @Override
  public List<BookSummary> books() {
    requireThere();
    return List.of(new BookSummary(SALT_CLOCK, 2));
  }

  @Override
  public Optional<TableOfContents> contents(String bookId) {
    return bookExists(bookId)
        ? Optional.of(
            new TableOfContents(
                SALT_CLOCK,
                List.of(
                    new PageHeading(1, "I", "One", "Edda"),
                    new PageHeading(3, "I", "Three", null))))
        : Optional.empty();
  }

  @Override
  public boolean bookExists(String bookId) {
    requireThere();
    return bookId.equals(BOOK);
  }

  @Override
  public Optional<Page> page(String bookId, int pageNum) {
    if (!bookExists(bookId)) {
      return Optional.empty();
    }
    return switch (pageNum) {
      case 1 -> Optional.of(new Page(BOOK, 1, "I", "One", "Edda", "Text of one.", null, 3));
      case 3 -> Optional.of(new Page(BOOK, 3, "I", "Three", null, "Text of three.", 1, null));
      default -> Optional.empty();
    };
  }

  @Override
  public boolean isReachable() {
    return !away;
  }

  private void requireThere() {
    if (away) {
      throw new Problem(
          ProblemType.PAGES_UNAVAILABLE,
          "Try again.",
          new IllegalStateException("secret-host:9042 refused"));
    }
  }
}
