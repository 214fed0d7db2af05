package org.gibsey.indexing.history;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gibsey.change.WriteTime;
import org.gibsey.row.PartitionState;
import org.gibsey.row.RangeTombstone;
import org.gibsey.row.RowCells;
import org.jspecify.annotations.Nullable;

/** A partition in memory that forgets nothing. */
final class MemoryPartition implements PartitionState {
  private final Map<String, RowCells> rows = new TreeMap<>();
  private final Map<String, RangeTombstone> ranges = new TreeMap<>();
  private final TreeMap<Long, String[]> expiring = new TreeMap<>();
  private WriteTime deletedAt = WriteTime.NONE;

  /** All that it holds, comparable with {@code equals}. */
  List<Object> content() {
    Map<String, List<Object>> cells = new TreeMap<>();
    rows.forEach(
        (key, row) ->
            cells.put(
                key,
                List.of(
                    Arrays.asList(row.cells()),
                    row.deletedAt(),
                    row.versionTimeMicros(),
                    String.valueOf(row.source()))));
    return List.of(cells, List.copyOf(ranges.keySet()), List.copyOf(expiring.keySet()), deletedAt);
  }

  /** In milliseconds; the largest number when nothing expires. */
  long nextExpiry() {
    return expiring.isEmpty() ? Long.MAX_VALUE : expiring.firstKey();
  }

  @Override
  public @Nullable RowCells row(String rowKey) {
    return rows.get(rowKey);
  }

  @Override
  public void putRow(String rowKey, RowCells row) {
    rows.put(rowKey, row);
  }

  @Override
  public Iterable<String> liveRows() {
    return rows.entrySet().stream()
        .filter(row -> row.getValue().live())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public WriteTime partitionDeletedAt() {
    return deletedAt;
  }

  @Override
  public void putPartitionDeletedAt(WriteTime newDeletedAt) {
    deletedAt = newDeletedAt;
  }

  @Override
  public Iterable<RangeTombstone> rangeTombstones() {
    return ranges.values();
  }

  @Override
  public @Nullable RangeTombstone rangeTombstone(String range) {
    return ranges.get(range);
  }

  @Override
  public void putRangeTombstone(String range, RangeTombstone tombstone) {
    ranges.put(range, tombstone);
  }

  @Override
  public void removeRangeTombstone(String range) {
    ranges.remove(range);
  }

  @Override
  public String[] expiringAt(long millis) {
    return expiring.getOrDefault(millis, new String[0]);
  }

  @Override
  public void putExpiring(long millis, String[] rowKeys) {
    expiring.put(millis, rowKeys);
  }

  @Override
  public void removeExpiring(long millis) {
    expiring.remove(millis);
  }
}
