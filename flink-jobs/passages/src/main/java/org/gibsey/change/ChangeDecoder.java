package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.gibsey.change.DecodeResult.Decoded;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.change.DecodeResult.SkipReason;
import org.gibsey.change.DecodeResult.Skipped;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Reads change events of Debezium's Cassandra connector, as JSON without schemas.
 *
 * <p>The value has {@code op}: {@code i} (insert), {@code u} (update), {@code d} (delete of a row,
 * or of a partition when the key's clustering columns are null) and {@code r} (delete of a range of
 * rows, see {@link EventRange}); {@code source.ts_us}, Cassandra's write time in microseconds; and
 * {@code after} with one cell per column: null when it was not touched, otherwise {@code value}
 * (null when it was deleted) and {@code deletion_ts}, the end of its time to live in microseconds.
 *
 * <p>Safe for use by several threads at once.
 */
public final class ChangeDecoder {
  private final Collections collections;

  public ChangeDecoder(Collections collections) {
    this.collections = collections;
  }

  /**
   * Decodes one Kafka record.
   *
   * @param key bytes of its key, or null
   * @param value bytes of its value, or null for a tombstone
   * @param source where it lies
   */
  public DecodeResult decode(
      byte @Nullable [] key, byte @Nullable [] value, SourcePosition source) {
    if (value == null) {
      return new Skipped(SkipReason.TOMBSTONE);
    }
    try {
      return decode(StrictJson.object("key", key), StrictJson.object("value", value), source);
    } catch (RejectedException e) {
      return e.result();
    }
  }

  private DecodeResult decode(JsonNode key, JsonNode value, SourcePosition source)
      throws RejectedException {
    JsonNode origin = Fields.object(value, "source");
    String keyspace = Fields.text(origin, "keyspace");
    String table = Fields.text(origin, "table");
    Optional<CollectionDefinition> found = collections.of(keyspace, table);
    if (found.isEmpty()) {
      throw new RejectedException(
          RejectReason.UNKNOWN_TABLE,
          "no collection reads the table " + keyspace + "." + table,
          key.toString());
    }
    CollectionDefinition collection = found.get();
    String partitionKey =
        RowKeys.canonical(key, collection.partitionKey())
            .orElseThrow(
                () ->
                    RejectedException.malformed(
                        "the key lacks a column of " + collection.partitionKey()));
    @Nullable String rowKey = RowKeys.canonical(key, collection.keyColumns()).orElse(null);
    long writeTime = Fields.wholeNumber(origin, "ts_us");
    String op = Fields.text(value, "op");
    return switch (op) {
      case "i", "u" -> {
        if (rowKey == null) {
          throw RejectedException.malformed(
              "the key lacks a column of " + collection.keyColumns() + ", op is " + op);
        }
        CellChange[] cells =
            new EventCells(collection, Fields.object(value, "after")).read(op.equals("i"));
        yield cells.length == 0
            ? new Skipped(SkipReason.OTHER_COLUMNS)
            : decoded(
                collection, partitionKey, rowKey, ChangeKind.UPSERT, writeTime, cells, source);
      }
      case "d" -> {
        if (rowKey == null && RowKeys.anyPresent(key, collection.clusteringKey())) {
          throw rangeDelete(key);
        }
        ChangeKind kind = rowKey == null ? ChangeKind.DELETE_PARTITION : ChangeKind.DELETE_ROW;
        yield decoded(collection, partitionKey, rowKey, kind, writeTime, new CellChange[0], source);
      }
      case "r" -> {
        ClusteringRange range = new EventRange(collection, key).read(Fields.object(value, "after"));
        yield new Decoded(
            new ChangeEvent(
                collection.name(),
                partitionKey,
                null,
                ChangeKind.DELETE_RANGE,
                writeTime,
                new CellChange[0],
                range,
                source));
      }
      default -> throw RejectedException.malformed("op is not one of i, u, d, r");
    };
  }

  private static Decoded decoded(
      CollectionDefinition collection,
      String partitionKey,
      @Nullable String rowKey,
      ChangeKind kind,
      long writeTime,
      CellChange[] cells,
      SourcePosition source) {
    return new Decoded(
        new ChangeEvent(
            collection.name(), partitionKey, rowKey, kind, writeTime, cells, null, source));
  }

  private static RejectedException rangeDelete(JsonNode key) {
    return new RejectedException(
        RejectReason.RANGE_DELETE,
        "a delete by some of the clustering columns is not applied; delete the rows or the partition",
        key.toString());
  }
}
