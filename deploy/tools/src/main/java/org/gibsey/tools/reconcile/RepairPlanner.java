package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gibsey.collection.CollectionDefinition;

/**
 * Decides which events bring the index to what Cassandra says, under last-write-wins. Values are
 * published with their own write times. What Cassandra no longer has is deleted with the newest
 * write time that the index holds of the row: it covers all that the index has and nothing written
 * later.
 */
final class RepairPlanner {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MICROS_PER_MILLI = 1_000;

  private final SourceTable table;
  private final ChangeEvents events;
  private final Clock clock;

  RepairPlanner(SourceTable table, ChangeEvents events, Clock clock) {
    this.table = table;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param row a row that differs
   */
  RepairPlan plan(RowState row) {
    SearchableRow indexed = row.indexed();
    SourceRow source = row.source();
    if (indexed == null) {
      return RepairPlan.publish(events.ofRow(Objects.requireNonNull(source, "no side has it")));
    }
    if (indexed.writeTimeMicros() > clock.millis() * MICROS_PER_MILLI) {
      return RepairPlan.impossible(Obstacles.future(indexed));
    }
    if (source == null) {
      return RepairPlan.publish(events.deletion(key(row), indexed.writeTimeMicros()));
    }
    Set<String> deleted = deletedColumns(row, source, indexed);
    SearchableRow expected = row.expected();
    if (deleted.isEmpty() && expected != null && expected.sameContent(indexed)) {
      if (row.difference() == Difference.NEWER) {
        return RepairPlan.impossible(Obstacles.ahead(indexed, expected));
      }
    }
    List<ChangeRecord> records = new ArrayList<>(events.ofRow(source));
    if (!deleted.isEmpty()) {
      records.add(events.withoutColumns(source.key(), deleted, indexed.writeTimeMicros()));
    }
    return RepairPlan.publish(records);
  }

  /** Columns without a value in Cassandra, of which the index may have one. */
  private Set<String> deletedColumns(RowState row, SourceRow source, SearchableRow indexed) {
    CollectionDefinition collection = table.collection();
    SearchableRow expected = row.expected();
    Set<String> deleted = new TreeSet<>();
    for (SourceColumn column : table.values()) {
      String name = column.name();
      // A title that is no metadata shows in the hash alone.
      boolean hashedOnly = name.equals(collection.title()) && !collection.metadata().contains(name);
      boolean hashDiffers = expected == null || !expected.textHash().equals(indexed.textHash());
      boolean indexHasIt =
          name.equals(collection.text())
              || indexed.fields().containsKey(name)
              || (hashedOnly && hashDiffers);
      if (indexHasIt && !source.cells().containsKey(name)) {
        deleted.add(name);
      }
    }
    return deleted;
  }

  private static ObjectNode key(RowState row) {
    try {
      return JSON.readValue(row.rowKey(), ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cassandra was asked for this key before", e);
    }
  }
}
