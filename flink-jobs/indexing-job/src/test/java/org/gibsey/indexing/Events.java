package org.gibsey.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gibsey.change.BoundValue;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.ClusteringOrder;
import org.gibsey.change.ClusteringRange;
import org.gibsey.change.RangeBound;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.jspecify.annotations.Nullable;

/** Change events of one book, decoded and as Kafka records. */
final class Events {
  static final String TOPIC = "gibsey.gibsey.pages";

  private Events() {}

  private static final String PARTITION_KEY = "{\"book_id\":\"b\"}";

  static ChangeEvent upsert(int page, long writeTime, CellChange... cells) {
    return event(ChangeKind.UPSERT, rowKey(page), writeTime, cells);
  }

  static ChangeEvent deleteRow(int page, long writeTime) {
    return event(ChangeKind.DELETE_ROW, rowKey(page), writeTime);
  }

  static ChangeEvent deletePartition(long writeTime) {
    return event(ChangeKind.DELETE_PARTITION, null, writeTime);
  }

  /** Deletes the pages from {@code first} to {@code last}, both included. */
  static ChangeEvent deleteRange(int first, int last, long writeTime) {
    return new ChangeEvent(
        "pages",
        PARTITION_KEY,
        null,
        ChangeKind.DELETE_RANGE,
        WriteTime.ofMicros(writeTime),
        new CellChange[0],
        new ClusteringRange(bound(first), bound(last)),
        new SourcePosition(TOPIC, 0, writeTime));
  }

  private static RangeBound bound(int page) {
    return new RangeBound(
        new BoundValue[] {
          new BoundValue("page_num", String.valueOf(page), ClusteringOrder.NUMBER, false)
        },
        true);
  }

  static CellChange cell(String column, @Nullable String value) {
    return new CellChange(column, value, CellChange.NEVER);
  }

  static String rowKey(int page) {
    return "{\"book_id\":\"b\",\"page_num\":" + page + "}";
  }

  /** A record as Debezium writes it; a null value is a deleted cell. */
  static RawRecord raw(
      long offset, String op, int page, long writeTime, Map<String, @Nullable String> cells) {
    String after =
        new TreeMap<>(cells)
            .entrySet().stream()
                .map(cell -> "\"" + cell.getKey() + "\":" + cellJson(cell.getValue()))
                .collect(Collectors.joining(","));
    String value =
        """
        {"ts_ms":1,"op":"%s","source":{"ts_us":%d,"keyspace":"gibsey","table":"pages"},\
        "after":{%s}}"""
            .formatted(op, writeTime, after);
    return raw(offset, rowKey(page), value.getBytes(UTF_8));
  }

  static RawRecord raw(long offset, String key, byte @Nullable [] value) {
    return new RawRecord(new SourcePosition(TOPIC, 0, offset), key.getBytes(UTF_8), value, false);
  }

  private static String cellJson(@Nullable String value) {
    return "{\"value\":"
        + (value == null ? "null" : '"' + value + '"')
        + ",\"deletion_ts\":null,\"set\":true}";
  }

  private static ChangeEvent event(
      ChangeKind kind, @Nullable String rowKey, long writeTime, CellChange... cells) {
    return new ChangeEvent(
        "pages",
        PARTITION_KEY,
        rowKey,
        kind,
        WriteTime.ofMicros(writeTime),
        cells,
        null,
        new SourcePosition(TOPIC, 0, writeTime));
  }
}
