package org.gibsey.tools.reconcile;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.gibsey.tools.ToolException;

/**
 * The columns of a collection's table that the collection reads.
 *
 * @param keys partition and clustering columns, in declared order
 * @param values text, title and metadata columns
 */
record SourceTable(
    CollectionDefinition collection, List<SourceColumn> keys, List<SourceColumn> values) {

  private static final Set<String> KEY_KINDS = Set.of("partition_key", "clustering");
  private static final Set<String> VALUE_KINDS = Set.of("regular");

  SourceTable {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
  }

  TableName name() {
    return collection.source();
  }

  /**
   * Looks up the columns.
   *
   * @throws ToolException when the table or a column is not there, its key is another than the
   *     collection's, or a column is of a kind or type that cannot be compared
   */
  static SourceTable read(CqlSession session, CollectionDefinition collection) {
    TableName table = collection.source();
    Map<String, Found> columns = new HashMap<>();
    SimpleStatement question =
        SimpleStatement.newInstance(
            "SELECT column_name, kind, type FROM system_schema.columns"
                + " WHERE keyspace_name = ? AND table_name = ?",
            table.keyspace(),
            table.table());
    for (Row row : session.execute(question)) {
      columns.put(
          String.valueOf(row.getString("column_name")),
          new Found(String.valueOf(row.getString("kind")), String.valueOf(row.getString("type"))));
    }
    if (columns.isEmpty()) {
      throw new ToolException(
          "Cassandra has no table "
              + table
              + ", which the collection "
              + collection.name()
              + " reads");
    }
    Set<String> keyNames = new TreeSet<>();
    columns.forEach(
        (name, found) -> {
          if (KEY_KINDS.contains(found.kind())) {
            keyNames.add(name);
          }
        });
    if (!keyNames.equals(Set.copyOf(collection.keyColumns()))) {
      throw new ToolException(
          "the key of %s is %s, but the collection %s says %s"
              .formatted(table, keyNames, collection.name(), collection.keyColumns()));
    }
    return new SourceTable(
        collection,
        typed(table, columns, collection.keyColumns(), KEY_KINDS),
        typed(table, columns, collection.valueColumns(), VALUE_KINDS));
  }

  private static List<SourceColumn> typed(
      TableName table, Map<String, Found> columns, Collection<String> names, Set<String> kinds) {
    return names.stream().map(name -> typed(table, columns, name, kinds)).toList();
  }

  private static SourceColumn typed(
      TableName table, Map<String, Found> columns, String name, Set<String> kinds) {
    Found found = columns.get(name);
    if (found == null) {
      throw new ToolException("the table " + table + " has no column " + name);
    }
    if (!kinds.contains(found.kind())) {
      throw new ToolException(
          "the column %s of %s is %s, which cannot be compared"
              .formatted(name, table, found.kind()));
    }
    ColumnType type =
        ColumnType.named(found.type())
            .orElseThrow(
                () ->
                    new ToolException(
                        "the column %s of %s is of type %s; what can be compared are %s"
                            .formatted(name, table, found.type(), ColumnType.names())));
    return new SourceColumn(name, type);
  }

  /** A line of {@code system_schema.columns}. */
  private record Found(String kind, String type) {}
}
