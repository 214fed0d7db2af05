package org.gibsey.indexing.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.RowShard;
import org.jspecify.annotations.Nullable;

/**
 * A topic in memory: rows in partitions, kept for ever, read from any offset. Known by name to the
 * operators that run in this process.
 */
final class RowLog {
  static final int PARTITIONS = 4;

  private static final Map<String, RowLog> LOGS = new ConcurrentHashMap<>();

  private final List<List<EmbeddedRow>> partitions = new ArrayList<>();
  private final Map<Integer, Integer> positions = new HashMap<>();

  /** Offset of the first row that is kept. */
  private final int[] begins = new int[PARTITIONS];

  private RowLog() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new ArrayList<>());
    }
  }

  static RowLog named(String name) {
    return LOGS.computeIfAbsent(name, unused -> new RowLog());
  }

  synchronized void append(EmbeddedRow row) {
    partitions.get(RowShard.of(row.row().rowKey(), PARTITIONS)).add(row);
    notifyAll();
  }

  /** The row at an offset, or null when the partition ends before it. */
  synchronized @Nullable EmbeddedRow get(int partition, int offset) {
    List<EmbeddedRow> rows = partitions.get(partition);
    return offset < end(partition) ? rows.get(offset - begins[partition]) : null;
  }

  /**
   * Notes that a reader begins at an offset. A log without rows gets its next row there, like a
   * topic whose old rows are deleted.
   */
  synchronized void starts(int partition, int offset) {
    if (partitions.get(partition).isEmpty()) {
      begins[partition] = offset;
    }
    moved(partition, offset);
  }

  /** Notes that the reader of a partition emitted what is before an offset. */
  synchronized void moved(int partition, int offset) {
    positions.put(partition, offset);
    notifyAll();
  }

  /** Waits until there is something behind these offsets, or the reader is to end. */
  synchronized void awaitMore(Map<Integer, Integer> offsets, BooleanSupplier running)
      throws InterruptedException {
    while (running.getAsBoolean() && !hasMore(offsets)) {
      wait();
    }
  }

  private boolean hasMore(Map<Integer, Integer> offsets) {
    return offsets.entrySet().stream().anyMatch(at -> end(at.getKey()) > at.getValue());
  }

  /** Lets a waiting reader ask whether it is to end. */
  synchronized void wake() {
    notifyAll();
  }

  /** Whether the readers emitted everything. */
  synchronized boolean isRead() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (positions.getOrDefault(partition, 0) != end(partition)) {
        return false;
      }
    }
    return true;
  }

  private int end(int partition) {
    return begins[partition] + partitions.get(partition).size();
  }
}
