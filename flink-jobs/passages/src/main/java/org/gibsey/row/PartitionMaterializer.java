package org.gibsey.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ClusteringRange;
import org.gibsey.change.KeyColumns;
import org.gibsey.change.WriteTime;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a partition, merges events into them, and tells every new version.
 *
 * <p>Deletions of the partition or of a range of it reach the rows that are known and, later, those
 * whose older events arrive after them.
 *
 * <p>Holds no state of its own, and is safe for use by several threads with a state for each.
 */
public final class PartitionMaterializer {
  private static final long MICROS_PER_MILLI = 1_000;

  private final RowMaterializer rows;

  /** A materializer of the partitions of one collection. */
  public PartitionMaterializer(CollectionDefinition collection) {
    rows = new RowMaterializer(collection);
  }

  /**
   * Merges an event of the partition.
   *
   * @param event the event, whatever came before it
   * @param state what is known of the event's partition
   * @param nowMicros the present in microseconds since 1970, which decides whether a time to live
   *     is over
   * @param out takes the rows that the event made new versions of, of each at most one
   */
  public void apply(
      ChangeEvent event, PartitionState state, long nowMicros, Consumer<MaterializedRow> out)
      throws Exception {
    switch (event.kind()) {
      case UPSERT, DELETE_ROW -> {
        String rowKey = Objects.requireNonNull(event.rowKey(), "a change of one row names it");
        WriteTime covering = covering(rowKey, state);
        keep(rowKey, rows.merge(row(rowKey, state), event, covering, nowMicros), state, out);
      }
      case DELETE_PARTITION, DELETE_RANGE -> {
        if (remember(event, state)) {
          deleteLiving(event, state, nowMicros, out);
        }
      }
    }
  }

  /**
   * Drops the values whose time to live ends then.
   *
   * @param millis the time that {@link PartitionState#putExpiring} was told, in milliseconds since
   *     1970
   */
  public void expire(long millis, PartitionState state, Consumer<MaterializedRow> out)
      throws Exception {
    String[] expiring = state.expiringAt(millis);
    state.removeExpiring(millis);
    for (String rowKey : expiring) {
      RowCells row = row(rowKey, state);
      if (row.live()) { // it may have been deleted since, and even that be forgotten
        keep(rowKey, rows.expire(rowKey, row, millis * MICROS_PER_MILLI), state, out);
      }
    }
  }

  /** Returns false when an equal or newer deletion of the same rows is known. */
  private static boolean remember(ChangeEvent event, PartitionState state) throws Exception {
    WriteTime deletedAt = event.writeTime();
    if (!deletedAt.isAfter(state.partitionDeletedAt())) {
      return false;
    }
    ClusteringRange range = event.range();
    if (range == null) {
      state.putPartitionDeletedAt(deletedAt);
      forgetOlderRanges(deletedAt, state);
      return true;
    }
    String canonical = range.canonical();
    @Nullable RangeTombstone known = state.rangeTombstone(canonical);
    if (known != null && !deletedAt.isAfter(known.writeTime())) {
      return false;
    }
    state.putRangeTombstone(canonical, new RangeTombstone(range, deletedAt));
    return true;
  }

  private static void forgetOlderRanges(WriteTime deletedAt, PartitionState state)
      throws Exception {
    List<String> older = new ArrayList<>();
    for (RangeTombstone tombstone : state.rangeTombstones()) {
      if (!tombstone.writeTime().isAfter(deletedAt)) {
        older.add(tombstone.range().canonical());
      }
    }
    for (String range : older) {
      state.removeRangeTombstone(range);
    }
  }

  /** Rows without life need no new version: the deletion covers them whenever an event comes. */
  private void deleteLiving(
      ChangeEvent event, PartitionState state, long nowMicros, Consumer<MaterializedRow> out)
      throws Exception {
    ClusteringRange range = event.range();
    List<String> reached = new ArrayList<>();
    for (String rowKey : state.liveRows()) {
      if (range == null || range.covers(KeyColumns.parse(rowKey))) {
        reached.add(rowKey);
      }
    }
    for (String rowKey : reached) {
      RowMerge merge = rows.deleteWithOthers(rowKey, row(rowKey, state), event, nowMicros);
      keep(rowKey, merge, state, out);
    }
  }

  /** The newest deletion of the partition or of a range that the row lies in. */
  private static WriteTime covering(String rowKey, PartitionState state) throws Exception {
    WriteTime newest = state.partitionDeletedAt();
    @Nullable KeyColumns key = null;
    for (RangeTombstone tombstone : state.rangeTombstones()) {
      if (tombstone.writeTime().isAfter(newest)) {
        key = key == null ? KeyColumns.parse(rowKey) : key;
        if (tombstone.range().covers(key)) {
          newest = tombstone.writeTime();
        }
      }
    }
    return newest;
  }

  private static void keep(
      String rowKey, RowMerge merge, PartitionState state, Consumer<MaterializedRow> out)
      throws Exception {
    if (!merge.changed()) {
      return;
    }
    state.putRow(rowKey, merge.cells());
    Optional<Long> expiry = merge.cells().nextExpiryMicros();
    if (expiry.isPresent()) {
      expireLater(rowKey, Math.ceilDiv(expiry.get(), MICROS_PER_MILLI), state);
    }
    MaterializedRow outcome = merge.outcome();
    if (outcome != null) {
      out.accept(outcome);
    }
  }

  private static void expireLater(String rowKey, long millis, PartitionState state)
      throws Exception {
    String[] others = state.expiringAt(millis);
    if (!Arrays.asList(others).contains(rowKey)) {
      String[] all = Arrays.copyOf(others, others.length + 1);
      all[others.length] = rowKey;
      state.putExpiring(millis, all);
    }
  }

  private static RowCells row(String rowKey, PartitionState state) throws Exception {
    return Objects.requireNonNullElseGet(state.row(rowKey), RowCells::unknown);
  }
}
