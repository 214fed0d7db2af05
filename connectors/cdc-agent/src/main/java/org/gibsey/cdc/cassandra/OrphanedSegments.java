package org.gibsey.cdc.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds files in cdc_raw that Cassandra is done with and nobody would ever take away; they count
 * toward {@code cdc_total_space} for ever.
 *
 * <p>What is certain, from the sources of Cassandra 5.0.9: a segment's log is first created in the
 * commit log folder and then linked into cdc_raw ({@code CommitLogSegmentManagerCDC.createSegment},
 * {@code permitSegmentMaybe}). Cassandra writes to it, and to its index, only while it has the file
 * in the commit log folder; it deletes it there when the rows are in tables ({@code discard}) or
 * replayed ({@code handleReplayedSegment}), and right after that the link in cdc_raw if it knows of
 * no captured change in it. Killed between the two, it leaves the link without an index. Numbers
 * are never used again. So a log without an index whose name is gone from the commit log folder is
 * complete; neither its age nor newer segments tell that.
 *
 * <p>Cassandra may still be about to delete it: it counts as an orphan after it has not changed for
 * a while, and whoever finds it gone has lost nothing.
 */
final class OrphanedSegments {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedSegments.class);

  private final Path cdcRaw;
  private final Path commitLog;
  private final Duration unchangedFor;

  /**
   * Creates the finder.
   *
   * @param cdcRaw Cassandra's {@code cdc_raw_directory}
   * @param commitLog Cassandra's {@code commitlog_directory}
   * @param unchangedFor how long a file must not have changed
   */
  OrphanedSegments(Path cdcRaw, Path commitLog, Duration unchangedFor) {
    this.cdcRaw = cdcRaw;
    this.commitLog = commitLog;
    this.unchangedFor = unchangedFor;
  }

  /**
   * Logs without an index, oldest first: complete, and to be read to their end.
   *
   * @throws IOException if a folder cannot be listed
   */
  List<SegmentFile> logs() throws IOException {
    List<SegmentFile> orphans = new ArrayList<>();
    for (SegmentFile segment : SegmentFile.list(cdcRaw)) {
      if (!Files.exists(segment.index()) && abandoned(segment, segment.log())) {
        orphans.add(segment);
      }
    }
    return orphans;
  }

  /**
   * Deletes indexes without a log: what a crash in the middle of moving or deleting a segment
   * leaves behind.
   *
   * @throws IOException if a folder cannot be listed or a file not be deleted
   */
  void deleteIndexes() throws IOException {
    for (SegmentFile segment : SegmentFile.list(cdcRaw)) {
      if (!Files.exists(segment.log())
          && abandoned(segment, segment.index())
          && Files.deleteIfExists(segment.index())) {
        LOG.info("Deleted {}, whose segment is gone", segment.index().getFileName());
      }
    }
  }

  private boolean abandoned(SegmentFile segment, Path file) throws IOException {
    try {
      // Without the folder, the absence of a file in it would tell nothing.
      return Files.isDirectory(commitLog)
          && !Files.exists(commitLog.resolve(segment.name()))
          && Files.getLastModifiedTime(file)
              .toInstant()
              .isBefore(Instant.now().minus(unchangedFor));
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
