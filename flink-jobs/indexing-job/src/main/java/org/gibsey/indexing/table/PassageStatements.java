package org.gibsey.indexing.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.collection.TableName;

/**
 * The two statements that keep a table of passages in step with its rows. Each carries the time of
 * the row's version, so that repeating them, or running them in another order, ends in the same
 * table:
 *
 * <ul>
 *   <li>the version's n passages are inserted;
 *   <li>passages n and above, left from a longer version, are deleted. Not those below n: of an
 *       insert and a delete with one timestamp Cassandra keeps the delete.
 * </ul>
 *
 * <p>Keys are bound as JSON, so that a key column may have any type.
 */
final class PassageStatements {
  private static final List<String> VALUES =
      List.of("passage", "start_offset", "end_offset", "model", "text_hash", "embedding");

  private final String table;
  private final List<String> keyColumns;

  PassageStatements(TableName table, List<String> keyColumns) {
    this.table = quoted(table.keyspace()) + "." + quoted(table.table());
    this.keyColumns = keyColumns;
  }

  /** Binds the key columns as JSON, the other columns in their order, and the timestamp. */
  String insert() {
    return "INSERT INTO %s (%s) VALUES (%s) USING TIMESTAMP ?"
        .formatted(
            table,
            Stream.concat(keyColumns.stream().map(PassageStatements::quoted), VALUES.stream())
                .collect(Collectors.joining(", ")),
            Stream.concat(
                    keyColumns.stream().map(column -> "fromJson(?)"),
                    VALUES.stream().map(column -> "?"))
                .collect(Collectors.joining(", ")));
  }

  /** Binds the timestamp, the key columns as JSON, and the first passage to delete. */
  String deleteSurplus() {
    return "DELETE FROM %s USING TIMESTAMP ? WHERE %s AND passage >= ?"
        .formatted(
            table,
            keyColumns.stream()
                .map(column -> quoted(column) + " = fromJson(?)")
                .collect(Collectors.joining(" AND ")));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
