package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** Drives the Cassandra connector of the stack through the agent's REST. */
final class Connector {
  /** The name that {@code deploy/up} registers. */
  static final String NAME = "gibsey-cassandra";

  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;

  Connector(Stack stack) {
    this.stack = stack;
  }

  /** Deletes a connector; its offsets stay. */
  void delete(String name) throws IOException, InterruptedException {
    assertThat(send("DELETE", "/connectors/" + name, "").statusCode()).isIn(204, 404);
  }

  /** Registers the stack's connector and waits until it runs; a new name has no offsets. */
  void register(String name) throws Exception {
    Path file = Path.of(System.getProperty("checkout"), "connectors", "cassandra-connector.json");
    ObjectNode connector = (ObjectNode) JSON.readTree(file.toFile());
    connector.put("name", name);
    assertThat(send("POST", "/connectors", connector.toString()).statusCode()).isIn(200, 201, 409);
    awaitState(name, "RUNNING");
  }

  /** Pauses the stack's connector and waits until it has stopped. */
  void pause() throws Exception {
    assertThat(send("PUT", "/connectors/" + NAME + "/pause", "").statusCode()).isEqualTo(202);
    awaitState(NAME, "PAUSED");
  }

  /** Resumes the stack's connector and waits until it runs. */
  void resume() throws Exception {
    assertThat(send("PUT", "/connectors/" + NAME + "/resume", "").statusCode()).isEqualTo(202);
    awaitState(NAME, "RUNNING");
  }

  private void awaitState(String name, String state) throws Exception {
    Eventually.holds(
        "connector " + name + " is " + state,
        Stack.PATIENCE.multipliedBy(2),
        () -> {
          JsonNode status =
              JSON.readTree(send("GET", "/connectors/" + name + "/status", "").body());
          return status.path("connector").path("state").asText().equals(state);
        });
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(stack.agent().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
