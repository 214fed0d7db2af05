package org.gibsey.indexing.source;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as {@code system_schema} describes it.
 *
 * @param cdc whether its changes are captured
 * @param columns all of its columns, in any order
 */
record SourceTable(boolean cdc, List<Column> columns) {
  SourceTable {
    columns = List.copyOf(columns);
  }

  /** What a column is in its table. */
  enum Kind {
    PARTITION_KEY,
    CLUSTERING,
    REGULAR,
    STATIC;

    /** Reads the column {@code kind} of {@code system_schema.columns}. */
    static Kind of(String kind) {
      return valueOf(kind.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * One column.
   *
   * @param name its name, without quotes
   * @param kind what it is in the table
   * @param position place among the columns of its part of the key, from 0; -1 for others
   * @param type its CQL type as {@code system_schema.columns} has it, such as {@code
   *     frozen<list<text>>}
   */
  record Column(String name, Kind kind, int position, String type) {}

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Names of the columns of one part of the key, in their order. */
  List<String> key(Kind kind) {
    return columns.stream()
        .filter(column -> column.kind() == kind)
        .sorted(Comparator.comparingInt(Column::position))
        .map(Column::name)
        .toList();
  }
}
