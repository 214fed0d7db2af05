package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.change.DecodeResult.SkipReason;
import org.gibsey.change.DecodeResult.Skipped;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of Debezium's Cassandra connector.
 *
 * <p>They have {@code op}: {@code i} (insert), {@code u} (update), {@code d} (delete of a row, or
 * of a partition when the key's clustering columns are null) and {@code r} (delete of a range of
 * rows, see {@link EventRange}); {@code source.ts_us}, Cassandra's write time in microseconds; and
 * {@code after} with one cell per column: null when it was not touched, otherwise {@code value}
 * (null when it was deleted) and {@code deletion_ts}, the end of its time to live in microseconds.
 */
final class CassandraEnvelope {
  private final CollectionDefinition collection;

  CassandraEnvelope(CollectionDefinition collection) {
    this.collection = collection;
  }

  DecodeResult read(ChangeRecord change) throws RejectedException {
    JsonNode key = change.key();
    if (key == null) {
      throw RejectedException.malformed("key is missing");
    }
    String partitionKey = RowKeys.require(key, collection.partitionKey(), "the key");
    WriteTime writeTime = WriteTime.ofMicros(Fields.wholeNumber(change.source(), "ts_us"));
    @Nullable String rowKey = RowKeys.canonical(key, collection.keyColumns()).orElse(null);
    String op = change.op();
    return switch (op) {
      case "i", "u" -> {
        if (rowKey == null) {
          throw RejectedException.malformed(
              "the key lacks a column of " + collection.keyColumns() + ", op is " + op);
        }
        CellChange[] cells =
            new EventCells(collection, Fields.object(change.value(), "after")).read(op.equals("i"));
        yield cells.length == 0
            ? new Skipped(SkipReason.OTHER_COLUMNS)
            : change.ofRow(collection, partitionKey, rowKey, ChangeKind.UPSERT, writeTime, cells);
      }
      case "d" -> {
        if (rowKey != null) {
          yield change.ofRow(collection, partitionKey, rowKey, ChangeKind.DELETE_ROW, writeTime);
        }
        if (RowKeys.anyPresent(key, collection.clusteringKey())) {
          throw rangeDelete(key);
        }
        yield change.ofRows(collection, partitionKey, null, writeTime);
      }
      case "r" -> {
        JsonNode after = Fields.object(change.value(), "after");
        ClusteringRange range = new EventRange(collection, key).read(after);
        yield change.ofRows(collection, partitionKey, range, writeTime);
      }
      default -> throw RejectedException.malformed("op is not one of i, u, d, r");
    };
  }

  private static RejectedException rangeDelete(JsonNode key) {
    return new RejectedException(
        RejectReason.RANGE_DELETE,
        "a delete by some of the clustering columns is not applied; delete the rows or the partition",
        key.toString());
  }
}
