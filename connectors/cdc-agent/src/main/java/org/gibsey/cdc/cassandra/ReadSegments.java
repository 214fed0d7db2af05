package org.gibsey.cdc.cassandra;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.AbstractProcessor;
import io.debezium.connector.cassandra.EOFEvent;
import io.debezium.connector.cassandra.Event;
import io.debezium.connector.cassandra.StrictReadHandler;
import io.debezium.connector.cassandra.exceptions.CassandraConnectorTaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.cassandra.db.commitlog.CommitLogPosition;
import org.apache.cassandra.db.commitlog.CommitLogReader;
import org.apache.cassandra.io.util.File;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the commit log segments in cdc_raw one after the other, oldest first, each as far as
 * Cassandra has synced it.
 *
 * <p>What cannot be read is tried again for a while, because the usual reasons pass: a table or a
 * column whose definition arrives a second after its first row, a section that is being written. A
 * place in the log that stays undecodable goes to the dead letters and reading goes on; any other
 * failure fails the connector.
 *
 * <p>Confined to the thread that runs {@link #start()}.
 */
final class ReadSegments extends AbstractProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(ReadSegments.class);

  /** How long a failing read is repeated before it counts as permanent. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /**
   * After this long without a change, an incomplete segment that has a successor is one that
   * Cassandra left behind when it was killed. Cassandra syncs far more often (10 s at most).
   */
  private static final Duration ABANDONED_AFTER = Duration.ofSeconds(30);

  private final Path cdcRaw;
  private final StrictReadHandler handler;
  private final ChangeEventQueue<Event> events;
  private final UnreadableSegments unreadable;
  private final boolean realTime;

  /** Segments read to their end by this run, and those of them that wait to be archived. */
  private final Set<Long> finished = new HashSet<>();

  private final Map<Long, Path> leaving = new HashMap<>();

  private @Nullable SegmentFile current;
  private int readTo;
  private @Nullable Instant failingSince;
  private Instant nextLook = Instant.EPOCH;

  /**
   * Creates the reader.
   *
   * @param cdcRaw Cassandra's {@code cdc_raw_directory}
   * @param handler turns mutations into events on the queue
   * @param events where the end of a segment is announced, behind its mutations
   * @param unreadable told what had to be skipped
   * @param every how often the current segment's index is looked at
   * @param realTime false to read a segment only when it is complete
   */
  ReadSegments(
      Path cdcRaw,
      StrictReadHandler handler,
      ChangeEventQueue<Event> events,
      UnreadableSegments unreadable,
      Duration every,
      boolean realTime) {
    super("Read segments", every);
    this.cdcRaw = cdcRaw;
    this.handler = handler;
    this.events = events;
    this.unreadable = unreadable;
    this.realTime = realTime;
  }

  @Override
  public void process() throws IOException, InterruptedException {
    leaving.values().removeIf(log -> !Files.exists(log));
    Instant now = Instant.now();
    boolean look = !now.isBefore(nextLook);
    if (look) {
      nextLook = now.plusSeconds(1);
      archiveAgain();
    }
    SegmentFile segment = current == null ? next() : current;
    if (segment == null) {
      return;
    }
    current = segment;
    if (!Files.exists(segment.log())) {
      LOG.warn("Segment {} has gone before it was read to its end", segment.name());
      forget();
      return;
    }
    SegmentIndex index = SegmentIndex.read(segment.index());
    boolean ended = index.complete() || (look && abandoned(segment));
    if ((ended || (realTime && index.syncedTo() > readTo)) && !read(segment, index)) {
      return;
    }
    if (ended) {
      LOG.info("Read segment {} to its end", segment.name());
      finished.add(segment.id());
      archive(segment);
      forget();
    }
  }

  private void archive(SegmentFile segment) throws InterruptedException {
    leaving.put(segment.id(), segment.log());
    events.enqueue(new EOFEvent(segment.log().toFile()));
  }

  /**
   * Archives what is back although it has been read: when Cassandra restarts it links every segment
   * that it replays into cdc_raw once more.
   */
  private void archiveAgain() throws IOException, InterruptedException {
    for (SegmentFile segment : SegmentFile.list(cdcRaw)) {
      if (finished.contains(segment.id())
          && !leaving.containsKey(segment.id())
          && SegmentIndex.read(segment.index()).complete()) {
        archive(segment);
      }
    }
  }

  private void forget() {
    current = null;
    readTo = 0;
    failingSince = null;
  }

  private @Nullable SegmentFile next() throws IOException {
    return SegmentFile.list(cdcRaw).stream()
        .filter(s -> !finished.contains(s.id()))
        .filter(s -> Files.exists(s.index()) && Files.exists(s.log()))
        .findFirst()
        .orElse(null);
  }

  /** True if Cassandra will never mark the segment complete, although it has moved on. */
  private boolean abandoned(SegmentFile segment) throws IOException {
    return Files.exists(segment.index())
        && Files.getLastModifiedTime(segment.index())
            .toInstant()
            .isBefore(Instant.now().minus(ABANDONED_AFTER))
        && SegmentFile.list(cdcRaw).stream()
            .anyMatch(s -> s.id() > segment.id() && Files.exists(s.index()));
  }

  /** Reads what is new; false if that failed and is to be tried again. */
  private boolean read(SegmentFile segment, SegmentIndex index) throws InterruptedException {
    boolean patient = failingSince == null || !failingSince.plus(PATIENCE).isBefore(Instant.now());
    handler.begin();
    if (!patient) {
      handler.tolerate();
    }
    try {
      new CommitLogReader()
          .readCommitLogSegment(
              handler,
              new File(segment.log()),
              new CommitLogPosition(segment.id(), readTo),
              CommitLogReader.ALL_MUTATIONS,
              false);
    } catch (IOException | RuntimeException e) {
      if (!isRunning() || Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("Stopped while reading " + segment.name());
      }
      if (!patient) {
        throw failure(segment, e);
      }
      if (failingSince == null) {
        failingSince = Instant.now();
        LOG.warn(
            "Cannot read segment {} past byte {} yet ({}); trying again for {}",
            segment.name(),
            readTo,
            rootOf(e).getClass().getName(),
            PATIENCE);
      }
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
      return false;
    }
    if (handler.skipped() > 0) {
      unreadable.skipped(segment.name(), readTo, handler.skipped());
    }
    readTo = Math.max(readTo, Math.max(index.syncedTo(), handler.handledTo()));
    failingSince = null;
    return true;
  }

  /** The failure without the message of Debezium's exception, which quotes the row. */
  private CassandraConnectorTaskException failure(SegmentFile segment, Throwable e) {
    return new CassandraConnectorTaskException(
        "Segment " + segment.name() + " cannot be read past byte " + readTo, rootOf(e));
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Told about places in a segment that could not be decoded and were skipped. */
  interface UnreadableSegments {
    /**
     * Called once per pass that skipped something.
     *
     * @param segment the log's file name
     * @param from byte from which the pass read
     * @param places how many places were skipped, at least 1
     */
    void skipped(String segment, int from, int places);
  }
}
