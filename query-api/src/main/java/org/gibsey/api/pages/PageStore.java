package org.gibsey.api.pages;

import java.util.List;
import java.util.Optional;

/**
 * Where books and pages are read from. Safe for use by many threads.
 *
 * <p>Every method throws {@link org.gibsey.api.http.Problem} of the type {@code PAGES_UNAVAILABLE}
 * when the store does not answer in time.
 */
public interface PageStore {
  /** The catalogue, ordered by title. */
  List<BookSummary> books();

  /** A book and its pages, or empty when it is neither in the catalogue nor has a page. */
  Optional<TableOfContents> contents(String bookId);

  /** Whether a book is in the catalogue or has a page. */
  boolean bookExists(String bookId);

  /** A page with its neighbours, or empty. */
  Optional<Page> page(String bookId, int pageNum);

  /** Whether the store answers queries at this moment; never throws. */
  boolean isReachable();
}
