package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.session.Session;
import io.debezium.connector.cassandra.Cassandra5SchemaChangeListener;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.SchemaHolder;

/**
 * Makes every table known that may share a mutation with a captured one.
 *
 * <p>Debezium loads only tables with {@code cdc = true} when it starts. A batch that writes a
 * captured table and another one under the same partition key is a single mutation in the log, and
 * it cannot be decoded, so it is dropped whole, while the other table is unknown.
 */
final class LoadAllTables extends Cassandra5SchemaChangeListener {

  LoadAllTables(CassandraConnectorConfig config) {
    super(config.getLogicalName(), config.getSourceInfoStructMaker(), new SchemaHolder());
  }

  @Override
  public void onSessionReady(Session session) {
    super.onSessionReady(session);
    for (KeyspaceMetadata keyspace : session.getMetadata().getKeyspaces().values()) {
      boolean captured =
          keyspace.getTables().values().stream()
              .anyMatch(table -> schemaHolder.getKeyValueSchema(new KeyspaceTable(table)) != null);
      if (captured) {
        for (TableMetadata table : keyspace.getTables().values()) {
          if (schemaHolder.getKeyValueSchema(new KeyspaceTable(table)) == null) {
            onTableCreated(table);
          }
        }
      }
    }
  }
}
