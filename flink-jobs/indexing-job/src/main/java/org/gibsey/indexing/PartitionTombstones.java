package org.gibsey.indexing;

import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.ClusteringRange;
import org.gibsey.row.RangeTombstone;
import org.gibsey.row.RowCells;
import org.jspecify.annotations.Nullable;

/**
 * Deletions that reach many rows of the current key's partition: they must also reach rows whose
 * older events arrive later.
 */
final class PartitionTombstones {
  private final ValueState<Long> partitionDeletedAt;
  private final MapState<String, RangeTombstone> ranges;

  PartitionTombstones(RuntimeContext context) {
    partitionDeletedAt =
        context.getState(new ValueStateDescriptor<>("partition-deleted-at", Types.LONG));
    ranges =
        context.getMapState(
            new MapStateDescriptor<>(
                "range-tombstones", Types.STRING, TypeInformation.of(RangeTombstone.class)));
  }

  /**
   * Remembers a deletion.
   *
   * @return false when an equal or newer deletion of the same rows is known
   */
  boolean add(ChangeEvent event) throws Exception {
    long deletedAt = event.writeTimeMicros();
    if (deletedAt <= partitionDeletedAt()) {
      return false;
    }
    if (event.kind() == ChangeKind.DELETE_PARTITION) {
      partitionDeletedAt.update(deletedAt);
      return true;
    }
    ClusteringRange range = Objects.requireNonNull(event.range(), "the delete of a range has one");
    @Nullable RangeTombstone known = ranges.get(range.canonical());
    if (known != null && deletedAt <= known.writeTimeMicros()) {
      return false;
    }
    ranges.put(range.canonical(), new RangeTombstone(range, deletedAt));
    return true;
  }

  /** Write time of the newest deletion that covers the row, or {@link RowCells#NO_TIME}. */
  long covering(String rowKey) throws Exception {
    long newest = partitionDeletedAt();
    for (RangeTombstone tombstone : ranges.values()) {
      if (tombstone.writeTimeMicros() > newest && tombstone.range().covers(rowKey)) {
        newest = tombstone.writeTimeMicros();
      }
    }
    return newest;
  }

  private long partitionDeletedAt() throws Exception {
    @Nullable Long deletedAt = partitionDeletedAt.value();
    return deletedAt == null ? RowCells.NO_TIME : deletedAt;
  }
}
