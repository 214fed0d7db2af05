package org.gibsey.cdc.mock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of one change as the Cassandra connector writes it, field by field, for a table with
 * the columns of {@code gibsey.pages}.
 */
final class Envelope {
  static final String BOOK = "book_id";
  static final String PAGE = "page_num";

  /** The columns that are not part of the key, in the order of an event. */
  static final List<String> COLUMNS = List.of("chapter", "speaker", "text", "title");

  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final String INT = "org.apache.cassandra.db.marshal.Int32Type";

  private final MockOptions options;
  private final long number;
  private final long writeTime;

  /**
   * Creates the envelope of a change.
   *
   * @param options name keyspace, table and seed
   * @param number of the event; stands for the position in a commit log
   * @param writeTime in microseconds since 1970
   */
  Envelope(MockOptions options, long number, long writeTime) {
    this.options = options;
    this.number = number;
    this.writeTime = writeTime;
  }

  /** A row's key; a partition's with null for the page. */
  static Map<String, @Nullable Object> key(String book, @Nullable Integer page) {
    Map<String, @Nullable Object> key = new LinkedHashMap<>();
    key.put(BOOK, book);
    key.put(PAGE, page);
    return key;
  }

  /** A cell that holds a value, or that was deleted. */
  static Map<String, @Nullable Object> cell(@Nullable Object value, @Nullable Long deletion) {
    Map<String, @Nullable Object> cell = new LinkedHashMap<>();
    cell.put("value", value);
    cell.put("deletion_ts", deletion);
    cell.put("set", true);
    return cell;
  }

  /**
   * An insert or an update.
   *
   * @param op {@code i} or {@code u}
   * @param key of the row
   * @param cells what it touches, by column
   */
  MockEvent upsert(
      String op, Map<String, @Nullable Object> key, Map<String, @Nullable Object> cells) {
    Map<String, @Nullable Object> after = after(key);
    after.putAll(cells);
    return new MockEvent(key, value(op, after), null, false);
  }

  /** A delete of the row or the partition of a key; a Kafka tombstone follows. */
  MockEvent delete(Map<String, @Nullable Object> key) {
    Map<String, @Nullable Object> after = after(key);
    if (key.get(PAGE) == null) {
      after.put(PAGE, cell(null, writeTime));
    }
    COLUMNS.forEach(column -> after.put(column, cell(null, writeTime)));
    return new MockEvent(key, value("d", after), null, true);
  }

  /** A delete of the pages from one, inclusive, to another, exclusive. */
  MockEvent deleteRange(String book, int from, int to) {
    Map<String, @Nullable Object> key = key(book, null);
    Map<String, @Nullable Object> after = after(key);
    after.put("_range_start", bound("INCL_START_BOUND", from));
    after.put("_range_end", bound("EXCL_END_BOUND", to));
    return new MockEvent(key, value("r", after), null, false);
  }

  private static Map<String, @Nullable Object> bound(String method, int page) {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("name", PAGE);
    value.put("value", String.valueOf(page));
    value.put("type", INT);
    Map<String, @Nullable Object> bound = new LinkedHashMap<>();
    bound.put("method", method);
    bound.put("values", List.of(value));
    return bound;
  }

  /** Key columns set, all others untouched. */
  private static Map<String, @Nullable Object> after(Map<String, @Nullable Object> key) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    key.forEach((column, value) -> after.put(column, value == null ? null : cell(value, null)));
    COLUMNS.forEach(column -> after.put(column, null));
    after.put("_range_start", null);
    after.put("_range_end", null);
    return after;
  }

  /** The whole value around what a change touches. */
  Map<String, @Nullable Object> value(String op, Map<String, @Nullable Object> after) {
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("version", MockConnector.ownVersion());
    source.put("connector", "mock");
    source.put("name", options.prefix());
    source.put("ts_ms", writeTime / MICROS_PER_MILLI);
    source.put("snapshot", "false");
    source.put("db", "NULL");
    source.put("sequence", null);
    source.put("ts_us", writeTime);
    source.put("ts_ns", writeTime * NANOS_PER_MICRO);
    source.put("cluster", "mock");
    source.put("file", "seed-" + options.seed());
    source.put("pos", number);
    source.put("keyspace", options.keyspace());
    source.put("table", options.table());
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("ts_ms", writeTime / MICROS_PER_MILLI);
    value.put("op", op);
    value.put("source", source);
    value.put("after", after);
    return value;
  }
}
