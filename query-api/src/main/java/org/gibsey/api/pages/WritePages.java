package org.gibsey.api.pages;

import java.util.Optional;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pages and looks whether the writes stand. Safe for use by many threads.
 *
 * <p>Cassandra keeps for each column what has the newest write time, and of two writes at the same
 * time a deletion. A write that came too late is stored and yet changes nothing; the look
 * afterwards finds that, except when a newer write is itself still under way.
 */
final class WritePages {
  private static final Logger LOG = LoggerFactory.getLogger(WritePages.class);

  private final PageStore store;

  WritePages(PageStore store) {
    this.store = store;
  }

  /**
   * Replaces a page or makes it.
   *
   * @return whether there was none before
   * @throws Problem of the type {@code STALE_WRITE} when what is stored afterwards is not this
   */
  boolean put(PageAddress page, PageContent content, long writeTimeMicros) {
    boolean fresh = store.stored(page.bookId(), page.pageNum()).isEmpty();
    store.put(page.bookId(), page.pageNum(), content, writeTimeMicros);
    look(
        page,
        stored -> stored.filter(found -> found.isOf(content, writeTimeMicros)).isPresent(),
        writeTimeMicros);
    return fresh;
  }

  /**
   * Deletes a page; one that is not there is deleted, too.
   *
   * @throws Problem of the type {@code STALE_WRITE} when a newer page is stored afterwards
   */
  void delete(PageAddress page, long writeTimeMicros) {
    store.delete(page.bookId(), page.pageNum(), writeTimeMicros);
    look(page, Optional::isEmpty, writeTimeMicros);
  }

  private void look(PageAddress page, Standing standing, long writeTimeMicros) {
    Optional<StoredPage> stored;
    try {
      stored = store.stored(page.bookId(), page.pageNum());
    } catch (Problem e) {
      // The write itself was acknowledged, and that is what the caller asked for.
      LOG.warn("A write cannot be looked at", e);
      return;
    }
    if (!standing.isOf(stored)) {
      throw new Problem(
          ProblemType.STALE_WRITE,
          "What was written at "
              + WriteTime.text(writeTimeMicros)
              + stored
                  .map(StoredPage::writeTimeMicros)
                  .map(newest -> " is older than what was written at " + WriteTime.text(newest))
                  .orElse(" was deleted at that time or later")
              + ". Read the page and decide again.");
    }
  }

  private interface Standing {
    boolean isOf(Optional<StoredPage> stored);
  }
}
