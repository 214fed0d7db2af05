package org.gibsey.tools.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events that the connector publishes for a row, in its form. {@code source.name} is
 * {@value #NAME}, so that a reader of the topic sees where they come from.
 */
final class ChangeEvents {
  static final String NAME = "reconcile";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SourceTable table;
  private final Clock clock;

  ChangeEvents(SourceTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** One event for each distinct write time, oldest first; none for a row without values. */
  List<ChangeRecord> ofRow(SourceRow row) {
    List<ChangeRecord> events = new ArrayList<>();
    row.byWriteTime()
        .forEach(
            (writeTime, cells) ->
                events.add(
                    record(
                        row.key(),
                        "u",
                        writeTime,
                        column -> cells.containsKey(column) ? cell(cells.get(column)) : null)));
    return events;
  }

  /** The event of a statement that deleted these columns of a row. */
  ChangeRecord withoutColumns(ObjectNode key, Set<String> columns, long writeTimeMicros) {
    return record(
        key, "u", writeTimeMicros, column -> columns.contains(column) ? deleted(null) : null);
  }

  /** The event of a statement that deleted a row, and the tombstone that follows it. */
  List<ChangeRecord> deletion(ObjectNode key, long writeTimeMicros) {
    ChangeRecord delete = record(key, "d", writeTimeMicros, column -> deleted(writeTimeMicros));
    return List.of(delete, new ChangeRecord(delete.key(), null));
  }

  private ChangeRecord record(
      ObjectNode key,
      String op,
      long writeTimeMicros,
      Function<String, @Nullable ObjectNode> valueCell) {
    ObjectNode event = JSON.objectNode();
    event.put("ts_ms", clock.millis());
    event.put("op", op);
    event.set("source", source(writeTimeMicros));
    ObjectNode after = event.putObject("after");
    for (SourceColumn column : table.keys()) {
      after.putObject(column.name()).setAll(keyCell(key, column));
    }
    for (SourceColumn column : table.values()) {
      after.set(column.name(), valueCell.apply(column.name()));
    }
    after.putNull("_range_start");
    after.putNull("_range_end");
    return new ChangeRecord(bytes(key), bytes(event));
  }

  private ObjectNode source(long writeTimeMicros) {
    ObjectNode source = JSON.objectNode();
    source.put("connector", "cassandra");
    source.put("name", NAME);
    source.put("ts_ms", Math.floorDiv(writeTimeMicros, 1_000));
    source.put("snapshot", "false");
    source.put("ts_us", writeTimeMicros);
    source.put("file", "");
    source.put("pos", -1);
    source.put("keyspace", table.name().keyspace());
    source.put("table", table.name().table());
    return source;
  }

  private static ObjectNode keyCell(ObjectNode key, SourceColumn column) {
    ObjectNode cell = JSON.objectNode();
    cell.set("value", key.get(column.name()));
    cell.putNull("deletion_ts");
    return cell.put("set", true);
  }

  private static ObjectNode cell(SourceCell cell) {
    ObjectNode json = JSON.objectNode();
    json.set("value", cell.value());
    json.put("deletion_ts", cell.expiresAtMicros() == 0 ? null : (Long) cell.expiresAtMicros());
    return json.put("set", true);
  }

  private static ObjectNode deleted(@Nullable Long deletedAtMicros) {
    ObjectNode json = JSON.objectNode();
    json.putNull("value");
    json.put("deletion_ts", deletedAtMicros);
    return json.put("set", true);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(UTF_8);
  }
}
