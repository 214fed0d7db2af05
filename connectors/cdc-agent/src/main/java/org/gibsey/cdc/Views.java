package org.gibsey.cdc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** Kafka Connect's JSON for connectors. */
final class Views {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Views() {}

  static ObjectNode config(Connectors.Info connector) {
    ObjectNode config = JSON.objectNode();
    new TreeMap<>(connector.config()).forEach(config::put);
    return config;
  }

  static ObjectNode info(Connectors.Info connector) {
    ObjectNode info = JSON.objectNode();
    info.put("name", connector.name());
    info.set("config", config(connector));
    info.putArray("tasks").addObject().put("connector", connector.name()).put("task", 0);
    info.put("type", "source");
    return info;
  }

  /** The engine is connector and task in one, so both show its state. */
  static ObjectNode status(Connectors.Info connector, String worker) {
    ObjectNode status = JSON.objectNode();
    status.put("name", connector.name());
    status.set("connector", state(JSON.objectNode(), connector.state(), worker));
    status.putArray("tasks").add(task(connector, worker));
    status.put("type", "source");
    return status;
  }

  static ObjectNode task(Connectors.Info connector, String worker) {
    return state(JSON.objectNode().put("id", 0), connector.state(), worker);
  }

  static ArrayNode tasks(Connectors.Info connector) {
    ArrayNode tasks = JSON.arrayNode();
    ObjectNode task = tasks.addObject();
    task.putObject("id").put("connector", connector.name()).put("task", 0);
    task.set("config", config(connector));
    return tasks;
  }

  private static ObjectNode state(ObjectNode into, ConnectorState state, String worker) {
    into.put("state", state.name().name());
    into.put("worker_id", worker);
    if (state.trace() != null) {
      into.put("trace", state.trace());
    }
    return into;
  }
}
