package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row as Cassandra holds it.
 *
 * @param key its key columns in declared order
 * @param cells by column; only those with a value, so that there are none for a row that lives by
 *     its key alone
 */
record SourceRow(ObjectNode key, Map<String, SourceCell> cells) {
  SourceRow {
    cells = Map.copyOf(cells);
  }

  /** The key as the index writes it. */
  String rowKey() {
    return key.toString();
  }

  /** The cells by column, of each write time, in ascending order. */
  Map<Long, Map<String, SourceCell>> byWriteTime() {
    Map<Long, Map<String, SourceCell>> groups = new TreeMap<>();
    cells.forEach(
        (column, cell) ->
            groups
                .computeIfAbsent(cell.writeTimeMicros(), time -> new TreeMap<>())
                .put(column, cell));
    return groups;
  }
}
