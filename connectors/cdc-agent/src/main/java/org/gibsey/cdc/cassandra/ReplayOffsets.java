package org.gibsey.cdc.cassandra;

import io.debezium.connector.cassandra.OffsetPosition;
import io.debezium.connector.cassandra.OffsetWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where reading may resume after a crash.
 *
 * <p>A mutation may become many records: several rows, several tables. Debezium stamps each of them
 * with the mutation's own position, so a crash between two of them skips the rest on replay; and it
 * marks a table's snapshot as done with the first row of it. Here a record carries the offset of
 * the last mutation that was handed out <em>completely</em> before it, and a snapshot counts as
 * done with its last row. At most one mutation more is replayed, which consumers do not notice.
 *
 * <p>The format is Debezium's: {@code <keyspace>.<table>.commitlog} and {@code .snapshot} to {@code
 * <file>:<position>}. Safe for use from several threads.
 */
final class ReplayOffsets implements OffsetWriter {
  private static final String LOG = ".commitlog";
  private static final String SNAPSHOT = ".snapshot";

  private final Map<String, String> atStart = new HashMap<>();
  private final Map<String, String> finished = new HashMap<>();
  private final Map<String, String> open = new HashMap<>();
  private @Nullable OffsetPosition mutation;
  private Map<String, String> resume;

  /**
   * Starts from stored offsets.
   *
   * @param stored what the offset store holds for this connector; null if nothing
   */
  ReplayOffsets(@Nullable Map<String, Object> stored) {
    if (stored != null) {
      stored.forEach(
          (key, value) -> {
            if (value instanceof String position && (key.endsWith(LOG) || key.endsWith(SNAPSHOT))) {
              atStart.put(key, position);
            }
          });
    }
    finished.putAll(atStart);
    resume = Map.copyOf(finished);
  }

  /**
   * The offset to store once a record of the commit log is acknowledged.
   *
   * @param table {@code <keyspace>.<table>}
   * @param position the mutation the record belongs to
   */
  synchronized Map<String, String> forChange(String table, OffsetPosition position) {
    if (mutation == null || !mutation.equals(position)) {
      finished.putAll(open);
      open.clear();
      mutation = position;
      resume = Map.copyOf(finished);
    }
    String latest = finished.get(table + LOG);
    // Never backwards: a segment may be read after a later one when Cassandra brings it back.
    if (latest == null || position.compareTo(OffsetPosition.parse(latest)) > 0) {
      open.put(table + LOG, position.serialize());
    }
    return resume;
  }

  /**
   * The offset to store once a row of a snapshot is acknowledged.
   *
   * @param table {@code <keyspace>.<table>}
   * @param last true for the snapshot's last row
   */
  synchronized Map<String, String> forSnapshot(String table, boolean last) {
    if (last) {
      snapshotDone(table);
    }
    return resume;
  }

  /** The offset that may be stored right now. */
  synchronized Map<String, String> current() {
    return resume;
  }

  /** Whether the last event of a table's snapshot was handed out, by this run or an earlier one. */
  synchronized boolean snapshotTaken(String table) {
    return finished.containsKey(table + SNAPSHOT);
  }

  /** A snapshot without events is done at once. */
  synchronized void snapshotOfNothing(String table) {
    snapshotDone(table);
  }

  /** The table is another one now, which merely has the same name. */
  synchronized void forgetSnapshot(String table) {
    finished.remove(table + SNAPSHOT);
    resume = Map.copyOf(finished);
  }

  private void snapshotDone(String table) {
    finished.put(table + SNAPSHOT, OffsetPosition.defaultOffsetPosition().serialize());
    resume = Map.copyOf(finished);
  }

  /**
   * Whether an earlier run has already delivered a mutation. What this run has handed out does not
   * count: a pass that failed in the middle of a mutation must be able to repeat it.
   *
   * <p>Only the segment that the stored offset points into is skipped up to there. A segment that
   * is older than that and still on disk is read whole: it may have come late, when Cassandra
   * replayed or gave up on it, and nobody knows whether it has been read.
   */
  @Override
  public synchronized boolean isOffsetProcessed(
      String sourceTable, String sourceOffset, boolean isSnapshot) {
    String stored = atStart.get(sourceTable + LOG);
    if (isSnapshot || stored == null) {
      return isSnapshot && snapshotTaken(sourceTable);
    }
    OffsetPosition delivered = OffsetPosition.parse(stored);
    OffsetPosition position = OffsetPosition.parse(sourceOffset);
    return position.fileName.equals(delivered.fileName)
        && position.filePosition <= delivered.filePosition;
  }

  /** Only Debezium's own processors, which do not run here, mark offsets themselves. */
  @Override
  public Future<?> markOffset(String sourceTable, String sourceOffset, boolean isSnapshot) {
    return CompletableFuture.completedFuture(sourceOffset);
  }

  @Override
  public Future<?> flush() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
