package io.debezium.connector.cassandra;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.LivenessInfo;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.RegularAndStaticColumns;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.BTreeRow;
import org.apache.cassandra.db.rows.ColumnData;
import org.apache.cassandra.db.rows.Row;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the update of a partition into updates that are one thing at one time: the deletion of the
 * partition, of one range, of one row, or the cells of one row that were written at one time.
 *
 * <p>A batch puts all of its statements for a partition into one update, each with its own write
 * time. Debezium gives every event of an update the newest time in it, so a deletion would cover
 * what was written after it and an old cell would beat a newer one; it makes one event of a row
 * that was deleted and written again, without the cells; and of two ranges that touch it makes one
 * that is neither. Of an update cut this way it has nothing to mix up.
 */
final class SplitUpdate {
  private SplitUpdate() {}

  /**
   * The parts of an update, in no order that matters; the update itself if it is one thing at one
   * time. Static rows, which no event is made of, are left out of the parts.
   */
  static List<PartitionUpdate> split(PartitionUpdate update) {
    List<PartitionUpdate> parts = new ArrayList<>();
    DeletionTime deletion = update.deletionInfo().getPartitionDeletion();
    if (!deletion.isLive()) {
      parts.add(
          PartitionUpdate.fullPartitionDelete(
              update.metadata(),
              update.partitionKey(),
              deletion.markedForDeleteAt(),
              deletion.localDeletionTime()));
    }
    Iterator<RangeTombstone> ranges = update.deletionInfo().rangeIterator(false);
    while (ranges.hasNext()) {
      PartitionUpdate.Builder range =
          new PartitionUpdate.Builder(
              update.metadata(), update.partitionKey(), RegularAndStaticColumns.NONE, 1);
      range.add(ranges.next());
      parts.add(range.build());
    }
    for (Row row : update) {
      for (Row part : split(row)) {
        parts.add(PartitionUpdate.singleRowUpdate(update.metadata(), update.partitionKey(), part));
      }
    }
    return parts.size() > 1 ? parts : List.of(update);
  }

  private static List<Row> split(Row row) {
    List<Row> parts = new ArrayList<>();
    if (!row.deletion().isLive()) {
      parts.add(BTreeRow.emptyDeletedRow(row.clustering(), row.deletion()));
    }
    LivenessInfo marker = row.primaryKeyLivenessInfo();
    SortedSet<Long> times = new TreeSet<>();
    if (!marker.isEmpty()) {
      times.add(marker.timestamp());
    }
    for (ColumnData column : row) {
      times.add(column.maxTimestamp());
    }
    for (long time : times) {
      @Nullable Row part =
          row.transformAndFilter(
              !marker.isEmpty() && marker.timestamp() == time ? marker : LivenessInfo.EMPTY,
              Row.Deletion.LIVE,
              column -> column.maxTimestamp() == time ? column : null);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }
}
