package org.gibsey.api.pages;

import java.util.List;
import java.util.Optional;

/**
 * Where books and pages are read from and written to. Safe for use by many threads.
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

  /** A page as of the last write that was acknowledged, or empty. */
  Optional<StoredPage> stored(String bookId, int pageNum);

  /**
   * Replaces a page, unless it has newer columns, which stay.
   *
   * @param writeTimeMicros when it is written, in microseconds since 1970; writing the same again
   *     changes nothing
   * @throws org.gibsey.api.http.Problem of the type {@code WRITE_UNKNOWN} when the write may have
   *     been stored or not
   */
  void put(String bookId, int pageNum, PageContent content, long writeTimeMicros);

  /** Deletes what a page has from that time or before; the rest is as for {@link #put}. */
  void delete(String bookId, int pageNum, long writeTimeMicros);

  /** Whether the store answers queries at this moment; never throws. */
  boolean isReachable();
}
