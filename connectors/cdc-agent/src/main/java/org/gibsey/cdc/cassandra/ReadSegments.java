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
  private final OrphanedSegments orphans;
  private final StrictReadHandler handler;
  private final Definitions definitions;
  private final ChangeEventQueue<Event> events;
  private final UnreadableSegments unreadable;
  private final boolean realTime;

  /** Segments read to their end by this run, and those of them that wait to be archived. */
  private final Set<Long> finished = new HashSet<>();

  private final Map<Long, Path> leaving = new HashMap<>();

  private @Nullable Reading current;
  private @Nullable Reading aside;
  private Instant nextLook = Instant.EPOCH;

  /**
   * Creates the reader.
   *
   * @param cdcRaw Cassandra's {@code cdc_raw_directory}
   * @param commitLog Cassandra's {@code commitlog_directory}
   * @param handler turns mutations into events on the queue
   * @param definitions brought up to date before mutations are decoded
   * @param events where the end of a segment is announced, behind its mutations
   * @param unreadable told what had to be skipped
   * @param every how often the current segment's index is looked at
   * @param realTime false to read a segment only when it is complete
   */
  ReadSegments(
      Path cdcRaw,
      Path commitLog,
      StrictReadHandler handler,
      Definitions definitions,
      ChangeEventQueue<Event> events,
      UnreadableSegments unreadable,
      Duration every,
      boolean realTime) {
    super("Read segments", every);
    this.cdcRaw = cdcRaw;
    this.orphans = new OrphanedSegments(cdcRaw, commitLog, ABANDONED_AFTER);
    this.handler = handler;
    this.definitions = definitions;
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
      orphans.deleteIndexes();
      putOrphanFirst();
    }
    Reading reading = current == null ? next() : current;
    if (reading == null) {
      return;
    }
    current = reading;
    SegmentFile segment = reading.segment;
    if (!Files.exists(segment.log())) {
      LOG.warn("Segment {} has gone before it was read to its end", segment.name());
      goOn();
      return;
    }
    SegmentIndex index = SegmentIndex.read(segment.index());
    boolean ended = reading.orphan || index.complete() || (look && abandoned(segment));
    if ((ended || (realTime && index.syncedTo() > reading.readTo)) && !read(reading, index)) {
      return;
    }
    if (ended) {
      LOG.info("Read segment {} to its end", segment.name());
      finished.add(segment.id());
      archive(segment);
      goOn();
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

  /**
   * Reads a segment that Cassandra left behind, if there is one, before it goes on with the current
   * one, which may take days to fill.
   */
  private void putOrphanFirst() throws IOException, InterruptedException {
    for (SegmentFile orphan : orphans.logs()) {
      if (leaving.containsKey(orphan.id())) {
        continue;
      }
      if (finished.contains(orphan.id())) {
        archive(orphan);
      } else if (current == null || !(current.orphan || current.segment.equals(orphan))) {
        LOG.info("Segment {} was left behind by Cassandra; reading it whole", orphan.name());
        aside = current;
        current = new Reading(orphan, true);
      }
    }
  }

  /** Goes on with what was set aside, or the next segment. */
  private void goOn() {
    current = aside;
    aside = null;
  }

  private @Nullable Reading next() throws IOException {
    return SegmentFile.list(cdcRaw).stream()
        .filter(s -> !finished.contains(s.id()))
        .filter(s -> Files.exists(s.index()) && Files.exists(s.log()))
        .findFirst()
        .map(segment -> new Reading(segment, false))
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
  private boolean read(Reading reading, SegmentIndex index) throws InterruptedException {
    SegmentFile segment = reading.segment;
    boolean patient =
        reading.failingSince == null
            || !reading.failingSince.plus(PATIENCE).isBefore(Instant.now());
    handler.begin();
    if (!patient) {
      handler.tolerate();
    }
    try {
      definitions.refresh(reading.failingSince != null);
      new CommitLogReader()
          .readCommitLogSegment(
              handler,
              new File(segment.log()),
              new CommitLogPosition(segment.id(), reading.readTo),
              CommitLogReader.ALL_MUTATIONS,
              false);
    } catch (IOException | RuntimeException e) {
      if (!isRunning() || Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("Stopped while reading " + segment.name());
      }
      if (!patient) {
        throw failure(reading, e);
      }
      reading.readTo = Math.max(reading.readTo, handler.handledTo());
      if (reading.failingSince == null) {
        reading.failingSince = Instant.now();
        LOG.warn(
            "Cannot read segment {} past byte {} yet ({}); trying again for {}",
            segment.name(),
            reading.readTo,
            rootOf(e).getClass().getName(),
            PATIENCE);
      }
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
      return false;
    }
    if (handler.skipped() > 0) {
      unreadable.skipped(segment, reading.readTo, handler.skipped());
    }
    reading.readTo = Math.max(reading.readTo, Math.max(index.syncedTo(), handler.handledTo()));
    reading.failingSince = null;
    return true;
  }

  /** The failure without the message of Debezium's exception, which quotes the row. */
  private static CassandraConnectorTaskException failure(Reading reading, Throwable e) {
    return new CassandraConnectorTaskException(
        "Segment " + reading.segment.name() + " cannot be read past byte " + reading.readTo,
        rootOf(e));
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
     * @param segment the segment
     * @param from byte from which the pass read
     * @param places how many places were skipped, at least 1
     */
    void skipped(SegmentFile segment, int from, int places);
  }

  /** What Cassandra's classes know of the tables. */
  interface Definitions {
    /**
     * Brings the definitions up to date; fails with a RuntimeException if Cassandra is away.
     *
     * @param doubtful true if something could not be decoded with what is known
     */
    void refresh(boolean doubtful) throws InterruptedException;
  }

  /** A segment and how far it has been read. */
  private static final class Reading {
    private final SegmentFile segment;

    /** True for one without an index, which is complete. */
    private final boolean orphan;

    private int readTo;
    private @Nullable Instant failingSince;

    Reading(SegmentFile segment, boolean orphan) {
      this.segment = segment;
      this.orphan = orphan;
    }
  }
}
