package org.gibsey.cdc.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves segments that an earlier run had archived back to where they are read from.
 *
 * <p>A segment is archived when it has been read to its end and deleted when Kafka has acknowledged
 * all of it. After a crash nobody knows how much of an archived segment Kafka holds, so it is read
 * again; the stored offsets skip what had been acknowledged.
 */
final class RestoreSegments {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreSegments.class);

  private RestoreSegments() {}

  /**
   * Moves every segment of a folder into cdc_raw. The log goes first: the index is what makes a
   * reader look at the log.
   *
   * @param from folder that may hold archived segments; it need not exist
   * @param cdcRaw Cassandra's {@code cdc_raw_directory}
   * @return how many segments were moved
   * @throws IOException if a file cannot be moved
   */
  static int restore(Path from, Path cdcRaw) throws IOException {
    if (!Files.isDirectory(from)) {
      return 0;
    }
    int restored = 0;
    for (SegmentFile archived : SegmentFile.list(from)) {
      SegmentFile home = SegmentFile.of(cdcRaw.resolve(archived.name())).orElseThrow();
      boolean log = Files.exists(archived.log());
      if (log) {
        SegmentFile.move(archived.log(), home.log());
        restored++;
      }
      // An index in cdc_raw is newer: Cassandra was still writing it. An index whose log is gone is
      // what a crash in the middle of deleting a segment leaves behind.
      if (Files.exists(archived.index())) {
        if (log && !Files.exists(home.index())) {
          Files.move(archived.index(), home.index());
        } else {
          Files.delete(archived.index());
        }
      }
    }
    if (restored > 0) {
      LOG.info("Restored {} archived commit log segments from {}", restored, from);
    }
    return restored;
  }
}
