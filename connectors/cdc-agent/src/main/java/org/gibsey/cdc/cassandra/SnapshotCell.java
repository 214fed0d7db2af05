package org.gibsey.cdc.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A column of a row as a snapshot finds it.
 *
 * @param name the column's
 * @param value as Debezium's deserializers make it
 * @param writtenAt Cassandra's write time, microseconds since the epoch; may be negative. Of a
 *     collection that is not frozen, the newest of its elements'
 * @param expiresAt end of its time to live, microseconds since the epoch; null if it has none
 */
record SnapshotCell(String name, Object value, long writtenAt, @Nullable Long expiresAt) {

  /**
   * Groups the cells of a row by when they were written. An event carries one write time, so a row
   * becomes one event for each of these groups.
   *
   * @return from the oldest write time to the newest; cells keep their order
   */
  static SortedMap<Long, List<SnapshotCell>> byWriteTime(List<SnapshotCell> row) {
    SortedMap<Long, List<SnapshotCell>> groups = new TreeMap<>();
    for (SnapshotCell cell : row) {
      groups.computeIfAbsent(cell.writtenAt(), unused -> new ArrayList<>()).add(cell);
    }
    return groups;
  }
}
