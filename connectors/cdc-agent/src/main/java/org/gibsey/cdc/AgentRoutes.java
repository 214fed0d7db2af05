package org.gibsey.cdc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.source.SourceConnector;

/** The routes about the agent itself. */
final class AgentRoutes {
  /** Found on the classpath too, but it cannot start; ours replaces it. */
  private static final String REPLACED = "io.debezium.connector.cassandra.Cassandra5Connector";

  private final KafkaCluster kafka;
  private final Connectors connectors;

  AgentRoutes(KafkaCluster kafka, Connectors connectors) {
    this.kafka = kafka;
    this.connectors = connectors;
  }

  List<Route> all() {
    return List.of(
        Route.of("GET", "", r -> root()),
        Route.of("GET", "connector-plugins", r -> plugins()),
        Route.of("GET", "livez", r -> live()),
        Route.of("GET", "metrics", r -> metrics()));
  }

  /** Version and commit are those of the Kafka Connect runtime inside, as clients expect. */
  private Reply root() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", AppInfoParser.getVersion());
    root.put("commit", AppInfoParser.getCommitId());
    root.put("kafka_cluster_id", kafka.id());
    return Reply.json(200, root);
  }

  private static Reply plugins() {
    ArrayNode plugins = JsonNodeFactory.instance.arrayNode();
    for (SourceConnector connector : ServiceLoader.load(SourceConnector.class)) {
      String name = connector.getClass().getName();
      if (!name.equals(REPLACED)) {
        plugins
            .addObject()
            .put("class", name)
            .put("type", "source")
            .put("version", connector.version());
      }
    }
    return Reply.json(200, plugins);
  }

  private static Reply live() {
    return Reply.json(200, JsonNodeFactory.instance.objectNode().put("status", "up"));
  }

  private Reply metrics() {
    List<Connectors.Info> all = connectors.names().stream().map(connectors::info).toList();
    return Reply.text("text/plain; version=0.0.4; charset=utf-8", MetricsPage.of(all));
  }
}
