package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads a whole table with the write time and the time to live of every cell.
 *
 * <p>{@code MAXWRITETIME} (new in Cassandra 5.0) is one number for every type, and that of {@code
 * WRITETIME} for a column that is a single cell. Of a collection or user-defined type that is not
 * frozen, in which every element is a cell, it is the newest element's; {@code TTL} is then a list
 * and says nothing about the column, so it is not asked for.
 *
 * @param cql the statement
 * @param columns its columns; each says where in a result row its parts stand
 */
record SnapshotQuery(String cql, List<Column> columns) {

  /** The query for a table, with its columns in the order of their definition. */
  static SnapshotQuery of(TableMetadata table) {
    StringJoiner select = new StringJoiner(", ");
    List<Column> columns = new ArrayList<>();
    int next = 0;
    for (ColumnMetadata column : table.getColumns().values()) {
      String name = column.getName().asCql(true);
      Role role = role(table, column);
      int value = next++;
      select.add(name);
      int writeTime = -1;
      int ttl = -1;
      if (role == Role.CELL) {
        writeTime = next++;
        select.add("MAXWRITETIME(" + name + ")");
        if (!manyCells(column.getType())) {
          ttl = next++;
          select.add("TTL(" + name + ")");
        }
      }
      columns.add(
          new Column(column.getName().asInternal(), column.getType(), role, value, writeTime, ttl));
    }
    String from = table.getKeyspace().asCql(true) + "." + table.getName().asCql(true);
    return new SnapshotQuery("SELECT " + select + " FROM " + from, List.copyOf(columns));
  }

  private static Role role(TableMetadata table, ColumnMetadata column) {
    if (table.getPartitionKey().contains(column)) {
      return Role.PARTITION;
    }
    return table.getClusteringColumns().containsKey(column) ? Role.CLUSTERING : Role.CELL;
  }

  private static boolean manyCells(DataType type) {
    if (type instanceof ListType list) {
      return !list.isFrozen();
    }
    if (type instanceof SetType set) {
      return !set.isFrozen();
    }
    if (type instanceof MapType map) {
      return !map.isFrozen();
    }
    return type instanceof UserDefinedType defined && !defined.isFrozen();
  }

  /** What a column is in its table; static columns are cells. */
  enum Role {
    PARTITION,
    CLUSTERING,
    CELL
  }

  /**
   * A column and where a result row holds it.
   *
   * @param name as events show it
   * @param type the driver's
   * @param role part of the key, or a cell
   * @param value index of the value
   * @param writeTime index of the write time; -1 for a key column
   * @param ttl index of the time to live; -1 if the column has none as a whole
   */
  record Column(String name, DataType type, Role role, int value, int writeTime, int ttl) {}
}
