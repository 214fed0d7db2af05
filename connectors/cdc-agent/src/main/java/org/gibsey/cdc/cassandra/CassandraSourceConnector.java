package org.gibsey.cdc.cassandra;

import io.debezium.connector.cassandra.Module;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Streams the changes of one Cassandra 5 node from its {@code cdc_raw} folder.
 *
 * <p>It must run on the node's machine, with the node's own {@code cassandra.yaml} and the right to
 * move and delete files in {@code cdc_raw}; one connector per node, one per process. All options of
 * Debezium's Cassandra connector apply except those of its HTTP server, which is not started.
 */
public final class CassandraSourceConnector extends SourceConnector {
  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              "topic.prefix",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "First part of the topics' names: <prefix>.<keyspace>.<table>")
          .define(
              "cassandra.node.id",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "Name of the node, unique among all connectors; offsets are stored under it")
          .define(
              "cassandra.config",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ReadableFile(),
              Importance.HIGH,
              "The node's cassandra.yaml")
          .define(
              "cassandra.driver.config.file",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ReadableFile(),
              Importance.HIGH,
              "Configuration of the Cassandra driver: contact point and datacenter")
          .define(
              "commit.log.relocation.dir",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "Where segments that were read wait until Kafka holds all of them")
          .define(
              "snapshot.mode",
              ConfigDef.Type.STRING,
              "initial",
              ConfigDef.CaseInsensitiveValidString.in("always", "initial", "never"),
              Importance.MEDIUM,
              "Which tables are read whole: new ones at any time, those of the first start, none");

  private Map<String, String> config = Map.of();

  /** Called by the engine through reflection. */
  public CassandraSourceConnector() {}

  @Override
  public String version() {
    return Module.version();
  }

  @Override
  public void start(Map<String, String> props) {
    config = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CassandraSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return CONFIG;
  }
}
