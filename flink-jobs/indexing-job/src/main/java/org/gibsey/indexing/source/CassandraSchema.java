package org.gibsey.indexing.source;

import com.datastax.driver.core.Row;
import com.datastax.driver.core.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.source.SourceTable.Column;
import org.gibsey.indexing.source.SourceTable.Kind;

/** Reads {@code system_schema}; every method throws what the driver throws. */
final class CassandraSchema implements SchemaReader {
  private static final String KEYSPACE =
      "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?";
  private static final String TABLE =
      "SELECT cdc FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?";
  private static final String COLUMNS =
      "SELECT column_name, kind, position, type FROM system_schema.columns"
          + " WHERE keyspace_name = ? AND table_name = ?";

  private final Session session;

  CassandraSchema(Session session) {
    this.session = session;
  }

  @Override
  public boolean hasKeyspace(String keyspace) {
    return session.execute(KEYSPACE, keyspace).one() != null;
  }

  @Override
  public Optional<SourceTable> table(TableName name) {
    Row table = session.execute(TABLE, name.keyspace(), name.table()).one();
    if (table == null) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    for (Row row : session.execute(COLUMNS, name.keyspace(), name.table())) {
      columns.add(
          new Column(
              row.getString("column_name"),
              Kind.of(row.getString("kind")),
              row.getInt("position"),
              row.getString("type")));
    }
    // Null where cdc_enabled is false; the driver reads it as false.
    return Optional.of(new SourceTable(table.getBool("cdc"), columns));
  }
}
