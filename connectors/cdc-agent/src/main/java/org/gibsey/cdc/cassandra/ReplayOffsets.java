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
      snapshotDone(table, OffsetPosition.defaultOffsetPosition().serialize());
    }
    return resume;
  }

  /** The offset that may be stored right now. */
  synchronized Map<String, String> current() {
    return resume;
  }

  private void snapshotDone(String table, String position) {
    finished.put(table + SNAPSHOT, position);
    resume = Map.copyOf(finished);
  }

  /** Called for an empty table, whose snapshot is done without a row. */
  @Override
  public synchronized Future<?> markOffset(
      String sourceTable, String sourceOffset, boolean isSnapshot) {
    if (isSnapshot) {
      snapshotDone(sourceTable, sourceOffset);
    }
    return CompletableFuture.completedFuture(sourceOffset);
  }

  /**
   * Whether an earlier run has already delivered a mutation or a snapshot. What this run has handed
   * out does not count: a pass that failed in the middle of a mutation must be able to repeat it.
   */
  @Override
  public synchronized boolean isOffsetProcessed(
      String sourceTable, String sourceOffset, boolean isSnapshot) {
    if (isSnapshot) {
      return finished.containsKey(sourceTable + SNAPSHOT);
    }
    String delivered = atStart.get(sourceTable + LOG);
    return delivered != null
        && OffsetPosition.parse(sourceOffset).compareTo(OffsetPosition.parse(delivered)) <= 0;
  }

  @Override
  public Future<?> flush() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
