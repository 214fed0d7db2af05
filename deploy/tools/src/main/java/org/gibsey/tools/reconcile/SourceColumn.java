package org.gibsey.tools.reconcile;

/** A column that is read from Cassandra. */
record SourceColumn(String name, ColumnType type) {

  /** As it stands in a statement. */
  String quoted() {
    return '"' + name + '"';
  }
}
