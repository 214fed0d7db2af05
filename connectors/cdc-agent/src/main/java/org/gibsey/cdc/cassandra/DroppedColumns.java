package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.debezium.connector.cassandra.KeyspaceTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.schema.CQLTypeParser;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.DroppedColumn;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.Keyspaces;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.schema.Types;

/**
 * The columns that were dropped from tables, as Cassandra remembers them.
 *
 * <p>A mutation names its columns. Without this memory one that was written before the drop cannot
 * be decoded at all; and a column that was added again would show what it held before the drop.
 * With it, Cassandra's classes pass over cells that are older than the drop, as the node does.
 *
 * <p>The driver does not read this part of the schema, so it is asked for with CQL. Not safe for
 * use from several threads, except {@link #beginRefresh()} and {@link #refreshFailed()}.
 */
final class DroppedColumns {
  /** All dropped columns of the node; a table of a few rows. */
  static final SimpleStatement QUERY =
      SimpleStatement.newInstance(
              "SELECT keyspace_name, table_name, column_name, dropped_time, kind, type"
                  + " FROM system_schema.dropped_columns")
          .setPageSize(1000);

  private final AtomicBoolean stale = new AtomicBoolean(true);
  private Map<KeyspaceTable, Map<ByteBuffer, DroppedColumn>> known = Map.of();

  /** True if the columns are to be asked for now; they count as up to date from then on. */
  boolean beginRefresh() {
    return stale.getAndSet(false);
  }

  /** What was begun has failed: the columns are to be asked for again. */
  void refreshFailed() {
    stale.set(true);
  }

  /**
   * Puts back what replacing a table's definition has lost, and has the columns asked for again.
   */
  void tableChanged(KeyspaceTable table) {
    define(table, known.getOrDefault(table, Map.of()));
    stale.set(true);
  }

  /**
   * Makes the columns known.
   *
   * @param rows what {@link #QUERY} has told
   */
  void refresh(List<Row> rows) {
    Map<KeyspaceTable, Map<ByteBuffer, DroppedColumn>> all = new HashMap<>();
    for (Row row : rows) {
      KeyspaceTable table = new KeyspaceTable(text(row, "keyspace_name"), text(row, "table_name"));
      if (Schema.instance.getTableMetadata(table.keyspace, table.table) != null) {
        DroppedColumn dropped = dropped(table, row);
        all.computeIfAbsent(table, unused -> new HashMap<>())
            .put(dropped.column.name.bytes, dropped);
      }
    }
    known = all;
    all.forEach(DroppedColumns::define);
  }

  /** As Cassandra reads its own table (SchemaKeyspace.createDroppedColumnFromRow). */
  private static DroppedColumn dropped(KeyspaceTable table, Row row) {
    ColumnMetadata column =
        new ColumnMetadata(
            table.keyspace,
            table.table,
            ColumnIdentifier.getInterned(text(row, "column_name"), true),
            CQLTypeParser.parse(table.keyspace, text(row, "type"), Types.none()),
            ColumnMetadata.NO_POSITION,
            ColumnMetadata.Kind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
            null);
    long droppedAt =
        TimeUnit.MILLISECONDS.toMicros(
            Objects.requireNonNull(row.getInstant("dropped_time")).toEpochMilli());
    return new DroppedColumn(column, droppedAt);
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static void define(KeyspaceTable table, Map<ByteBuffer, DroppedColumn> dropped) {
    if (!dropped.isEmpty()) {
      Schema.instance.updateHandler.apply(schema -> with(schema, table, dropped), true);
    }
  }

  private static Keyspaces with(
      Keyspaces schema, KeyspaceTable table, Map<ByteBuffer, DroppedColumn> dropped) {
    KeyspaceMetadata keyspace = schema.getNullable(table.keyspace);
    TableMetadata current = keyspace == null ? null : keyspace.tables.getNullable(table.table);
    if (keyspace == null || current == null || current.droppedColumns.equals(dropped)) {
      return schema;
    }
    TableMetadata completed = current.unbuild().droppedColumns(dropped).build();
    return schema.withAddedOrUpdated(keyspace.withSwapped(keyspace.tables.withSwapped(completed)));
  }
}
