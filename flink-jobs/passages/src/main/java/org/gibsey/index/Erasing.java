package org.gibsey.index;

import java.io.IOException;
import java.time.Duration;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the segments that hold deleted documents, now and then.
 *
 * <p>Lucene only marks what is deleted: its text stays in a file until the segment is merged, which
 * may be never. A rewriting costs as much as indexing what is left of the segment without embedding
 * it, so that it is not done for each deletion. Belongs to the thread that commits.
 */
final class Erasing {
  private final @Nullable Duration interval;
  private long lastNanos;
  private boolean due;

  /** Erases so often at most, or never when null. The first time is at once. */
  Erasing(@Nullable Duration interval) {
    this.interval = interval;
    this.due = interval != null;
  }

  /**
   * Starts merges of all segments with deletions, in the writer's own threads, when it is time. The
   * commit after they have ended is without what was deleted.
   */
  void look(IndexWriter writer) throws IOException {
    if (interval == null || !writer.hasDeletions()) {
      return;
    }
    long now = System.nanoTime();
    if (due || now - lastNanos >= interval.toNanos()) {
      due = false;
      lastNanos = now;
      writer.forceMergeDeletes(false);
    }
  }
}
