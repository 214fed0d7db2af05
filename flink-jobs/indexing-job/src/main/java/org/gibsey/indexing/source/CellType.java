package org.gibsey.indexing.source;

import java.util.Set;

/** How Cassandra stores the values of a CQL type, as far as it decides what events can tell. */
enum CellType {
  /** A value is one cell, which an event carries whole. */
  SINGLE,
  /** A value has a cell for each of its elements or fields; an event tells only some of them. */
  MULTI,
  /** A cell that is added to, whose events carry parts of a sum. */
  COUNTER;

  private static final Set<String> NATIVE =
      Set.of(
          "ascii",
          "bigint",
          "blob",
          "boolean",
          "date",
          "decimal",
          "double",
          "duration",
          "float",
          "inet",
          "int",
          "smallint",
          "text",
          "time",
          "timestamp",
          "timeuuid",
          "tinyint",
          "uuid",
          "varchar",
          "varint");

  /**
   * Judges a type.
   *
   * @param type as {@code system_schema.columns} has it: anything that is neither native nor frozen
   *     nor a vector, tuple or custom class is a collection or a user-defined type
   */
  static CellType of(String type) {
    if (type.equals("counter")) {
      return COUNTER;
    }
    boolean single =
        NATIVE.contains(type)
            || type.startsWith("frozen<")
            || type.startsWith("vector<")
            || type.startsWith("tuple<")
            || type.startsWith("'");
    return single ? SINGLE : MULTI;
  }
}
