package org.gibsey.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A connector of the CDC agent.
 *
 * @param state Kafka Connect's word for it, {@code RUNNING} if all is well; {@code UNKNOWN} when
 *     the agent does not answer or has no such connector
 * @param tasksRunning how many of its tasks run, out of {@code tasks}
 */
record ConnectorState(String name, String state, int tasksRunning, int tasks) {

  static ConnectorState unknown(String name) {
    return new ConnectorState(name, "UNKNOWN", 0, 0);
  }

  static ConnectorState of(String name, JsonNode status) {
    int running = 0;
    for (JsonNode task : status.path("tasks")) {
      running += task.path("state").asText().equals("RUNNING") ? 1 : 0;
    }
    String state = status.path("connector").path("state").asText("UNKNOWN");
    return new ConnectorState(
        name, state.toUpperCase(Locale.ROOT), running, status.path("tasks").size());
  }

  boolean up() {
    return state.equals("RUNNING") && tasks > 0 && tasksRunning == tasks;
  }
}
