package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.session.Session;
import io.debezium.connector.cassandra.Cassandra5SchemaChangeListener;
import io.debezium.connector.cassandra.CassandraClient;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.SchemaHolder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableId;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what Cassandra's classes in this process know of tables as it is in the node, so that every
 * mutation in the commit log can be decoded. What goes beyond Debezium's listener:
 *
 * <ul>
 *   <li>All tables of a keyspace with a captured one are loaded at the start. A batch over a
 *       captured and another table under the same partition key is a single mutation, and is
 *       dropped whole while the other table is unknown.
 *   <li>Tables with user-defined types are loaded too ({@link UserTypes}); Debezium logs that it
 *       cannot, and passes over all of their changes.
 *   <li>Dropped columns stay known ({@link DroppedColumns}).
 *   <li>A changed keyspace keeps its tables; Debezium forgets them, and from then on passes over
 *       all of their changes.
 *   <li>Whoever needs the tables can wait until they are there.
 * </ul>
 *
 * <p>The driver calls the listener's methods on one thread of its own; the others are safe for use
 * from any.
 */
final class LoadAllTables extends Cassandra5SchemaChangeListener {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(60);

  private final DroppedColumns droppedColumns = new DroppedColumns();
  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
  private @Nullable Session session;

  LoadAllTables(CassandraConnectorConfig config) {
    super(config.getLogicalName(), config.getSourceInfoStructMaker(), new SchemaHolder());
  }

  @Override
  public synchronized void onSessionReady(Session session) {
    this.session = session;
    try {
      super.onSessionReady(session);
      session.getMetadata().getKeyspaces().values().forEach(this::loadAll);
      loaded.complete(true);
    } catch (RuntimeException e) {
      loaded.completeExceptionally(e); // the driver would only log it
    }
  }

  private void loadAll(KeyspaceMetadata keyspace) {
    boolean captured =
        keyspace.getTables().values().stream()
            .anyMatch(table -> schemaHolder.getKeyValueSchema(new KeyspaceTable(table)) != null);
    if (captured) {
      for (TableMetadata table : keyspace.getTables().values()) {
        if (schemaHolder.getKeyValueSchema(new KeyspaceTable(table)) == null) {
          onTableCreated(table);
        }
        // An earlier run of the connector has left its definition, which Debezium would keep.
        onTableUpdated(table, table);
      }
    }
  }

  /**
   * Waits until the tables that existed at the start are known. Not part of the start itself, which
   * the engine gives up after a minute.
   *
   * @throws ConnectException if that has failed or takes too long
   */
  void await() throws InterruptedException {
    try {
      loaded.get(LOADED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ConnectException("The definitions of the tables cannot be used", e.getCause());
    } catch (TimeoutException e) {
      throw new ConnectException("Cassandra has not told its tables within " + LOADED_WITHIN, e);
    }
  }

  /**
   * Brings the definitions up to date: waits for those of the start, and asks Cassandra which
   * columns have been dropped if tables have changed since the last call. To be called before
   * mutations are decoded, and not from the driver's threads.
   *
   * @param doubtful true to have the driver read all definitions again, behind the scenes: it reads
   *     them while they change, and when that fails it keeps the old ones until the next change
   * @throws com.datastax.oss.driver.api.core.DriverException if Cassandra does not answer
   */
  void refresh(CassandraClient client, boolean doubtful) throws InterruptedException {
    await();
    if (doubtful) {
      refreshSchema();
    }
    if (droppedColumns.beginRefresh()) {
      try {
        List<Row> rows = client.execute(DroppedColumns.QUERY).all();
        synchronized (this) {
          droppedColumns.refresh(rows);
        }
      } catch (RuntimeException e) {
        droppedColumns.refreshFailed();
        throw e;
      }
    }
  }

  private synchronized void refreshSchema() {
    if (session != null) {
      session.refreshSchemaAsync();
    }
  }

  /**
   * True if mutations of a table can be decoded from now on. The definition reaches those who make
   * events of rows a moment earlier.
   */
  boolean decodes(TableMetadata table) {
    return table
        .getId()
        .map(id -> Schema.instance.getTableMetadata(TableId.fromUUID(id)))
        .filter(known -> known.params.cdc)
        .isPresent();
  }

  @Override
  public synchronized void onTableCreated(TableMetadata table) {
    super.onTableCreated(table);
    define(table);
    droppedColumns.tableChanged(new KeyspaceTable(table));
  }

  @Override
  public synchronized void onTableUpdated(TableMetadata current, TableMetadata previous) {
    super.onTableUpdated(current, previous);
    define(current);
    droppedColumns.tableChanged(new KeyspaceTable(current));
  }

  private void define(TableMetadata table) {
    if (session != null && UserTypes.usedBy(table)) {
      session
          .getMetadata()
          .getKeyspace(table.getKeyspace())
          .ifPresent(keyspace -> UserTypes.define(keyspace, table));
    }
  }

  @Override
  public synchronized void onTableDropped(TableMetadata table) {
    super.onTableDropped(table);
  }

  /**
   * Does nothing: mutations are decoded without the keyspace's replication, and Cassandra's classes
   * cannot change it in a process that holds no data.
   */
  @Override
  public void onKeyspaceUpdated(KeyspaceMetadata current, KeyspaceMetadata previous) {
    // Debezium forgets the keyspace's tables here.
  }

  @Override
  public synchronized void onKeyspaceDropped(KeyspaceMetadata keyspace) {
    super.onKeyspaceDropped(keyspace);
  }
}
