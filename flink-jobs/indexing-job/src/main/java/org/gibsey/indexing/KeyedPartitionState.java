package org.gibsey.indexing;

import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.gibsey.change.WriteTime;
import org.gibsey.row.PartitionState;
import org.gibsey.row.RangeTombstone;
import org.gibsey.row.RowCells;
import org.jspecify.annotations.Nullable;

/**
 * The partition of the current key in Flink's keyed state. Rows with life stay for good; tombstones
 * are forgotten some time after they were written, also by RocksDB's compaction.
 *
 * <p>Flink cannot give a state that exists a time to live: one that is to change gets a new name.
 */
final class KeyedPartitionState implements PartitionState {
  /** Entries that a compaction looks at before it asks for the time again; Flink's own default. */
  private static final long ENTRIES_PER_CLOCK_READING = 1_000;

  private final MapState<String, RowCells> liveRows;
  private final MapState<String, RowCells> deletedRows;
  private final ValueState<WriteTime> partitionTombstone;
  private final MapState<String, RangeTombstone> rangeTombstones;
  private final MapState<Long, String[]> expiringRows;

  private Wakeup wakeup = millis -> {};

  /** Asks to be called at a time. */
  @FunctionalInterface
  interface Wakeup {
    void at(long millis);
  }

  /**
   * The states of an operator.
   *
   * @param tombstoneTtl how long tombstones are kept after they were written
   */
  KeyedPartitionState(RuntimeContext context, Duration tombstoneTtl) {
    TypeInformation<RowCells> row = TypeInformation.of(RowCells.class);
    liveRows = context.getMapState(new MapStateDescriptor<>("live-rows", Types.STRING, row));
    deletedRows =
        context.getMapState(
            forgotten(new MapStateDescriptor<>("deleted-rows", Types.STRING, row), tombstoneTtl));
    partitionTombstone =
        context.getState(
            forgotten(
                new ValueStateDescriptor<>(
                    "partition-tombstone", TypeInformation.of(WriteTime.class)),
                tombstoneTtl));
    rangeTombstones =
        context.getMapState(
            forgotten(
                new MapStateDescriptor<>(
                    "deleted-ranges", Types.STRING, TypeInformation.of(RangeTombstone.class)),
                tombstoneTtl));
    expiringRows =
        context.getMapState(
            new MapStateDescriptor<>(
                "expiring-rows", Types.LONG, Types.OBJECT_ARRAY(Types.STRING)));
  }

  private static <D extends StateDescriptor<?, ?>> D forgotten(D descriptor, Duration ttl) {
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(ttl)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .cleanupInRocksdbCompactFilter(ENTRIES_PER_CLOCK_READING)
            .build());
    return descriptor;
  }

  /** Says how the operator is woken while it works on the current record. */
  KeyedPartitionState wakingBy(Wakeup newWakeup) {
    wakeup = newWakeup;
    return this;
  }

  @Override
  public @Nullable RowCells row(String rowKey) throws Exception {
    RowCells live = liveRows.get(rowKey);
    return live == null ? deletedRows.get(rowKey) : live;
  }

  /** A checkpoint holds all that one record did, so it never sees a row in both states. */
  @Override
  public void putRow(String rowKey, RowCells row) throws Exception {
    if (row.live()) {
      liveRows.put(rowKey, row);
      deletedRows.remove(rowKey);
    } else {
      deletedRows.put(rowKey, row);
      liveRows.remove(rowKey);
    }
  }

  @Override
  public Iterable<String> liveRows() throws Exception {
    return liveRows.keys();
  }

  @Override
  public WriteTime partitionDeletedAt() throws Exception {
    return Objects.requireNonNullElse(partitionTombstone.value(), WriteTime.NONE);
  }

  @Override
  public void putPartitionDeletedAt(WriteTime deletedAt) throws Exception {
    partitionTombstone.update(deletedAt);
  }

  @Override
  public Iterable<RangeTombstone> rangeTombstones() throws Exception {
    return rangeTombstones.values();
  }

  @Override
  public @Nullable RangeTombstone rangeTombstone(String range) throws Exception {
    return rangeTombstones.get(range);
  }

  @Override
  public void putRangeTombstone(String range, RangeTombstone tombstone) throws Exception {
    rangeTombstones.put(range, tombstone);
  }

  @Override
  public void removeRangeTombstone(String range) throws Exception {
    rangeTombstones.remove(range);
  }

  @Override
  public String[] expiringAt(long millis) throws Exception {
    return Objects.requireNonNullElse(expiringRows.get(millis), new String[0]);
  }

  @Override
  public void putExpiring(long millis, String[] rowKeys) throws Exception {
    expiringRows.put(millis, rowKeys);
    wakeup.at(millis);
  }

  @Override
  public void removeExpiring(long millis) throws Exception {
    expiringRows.remove(millis);
  }
}
