package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Speaks to a Kafka Connect worker, or to the agent, which answers like one. */
final class ConnectRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI worker;

  ConnectRest(URI worker) {
    this.worker = worker;
  }

  /** A body that registers a connector of {@code connectors/}, its options changed. */
  static String variation(String file, String name, Map<String, String> options)
      throws IOException {
    Path path = Path.of(System.getProperty("checkout"), "connectors", file);
    ObjectNode connector = (ObjectNode) JSON.readTree(path.toFile());
    connector.put("name", name);
    options.forEach((option, value) -> connector.withObject("/config").put(option, value));
    return connector.toString();
  }

  /** Registers a connector and waits until it and its task run. */
  void register(String body) throws Exception {
    HttpResponse<String> answer = send("POST", "/connectors", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    awaitState(JSON.readTree(body).path("name").asText(), "RUNNING");
  }

  void pause(String name) throws Exception {
    assertThat(send("PUT", "/connectors/" + name + "/pause", "").statusCode()).isEqualTo(202);
    awaitState(name, "PAUSED");
  }

  void resume(String name) throws Exception {
    assertThat(send("PUT", "/connectors/" + name + "/resume", "").statusCode()).isEqualTo(202);
    awaitState(name, "RUNNING");
  }

  void restart(String name) throws Exception {
    HttpResponse<String> answer = send("POST", "/connectors/" + name + "/restart", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    awaitState(name, "RUNNING");
  }

  void delete(String name) throws Exception {
    assertThat(send("DELETE", "/connectors/" + name, "").statusCode()).isEqualTo(204);
    assertError(send("GET", "/connectors/" + name, ""), 404);
  }

  void awaitState(String name, String state) throws Exception {
    Eventually.holds(
        name + " and its task are " + state,
        Stack.PATIENCE,
        () -> {
          JsonNode status = get("/connectors/" + name + "/status");
          return status.at("/connector/state").asText().equals(state)
              && status.at("/tasks/0/state").asText().equals(state);
        });
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(send("GET", path, "").body());
  }

  /** Whether the REST answers at all. */
  boolean answers() throws Exception {
    try {
      return send("GET", "/connectors", "").statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  static void assertError(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = JSON.readTree(answer.body());
    assertThat(error.path("error_code").asInt()).isEqualTo(status);
    assertThat(error.path("message").asText()).isNotBlank();
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(worker.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(90))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The event that an agent's mock connector has stored as its last, or -1. */
  static long lastEvent(Stack stack, String name) throws IOException {
    Path file = stack.state().resolve("agent/state").resolve(name).resolve("offsets.json");
    if (!Files.exists(file)) {
      return -1;
    }
    long last = -1;
    for (JsonNode offset : JSON.readTree(file.toFile())) {
      last = Math.max(last, JSON.readTree(offset.asText()).path("event").asLong(-1));
    }
    return last;
  }
}
