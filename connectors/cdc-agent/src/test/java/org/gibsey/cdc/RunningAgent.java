package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gibsey.cdc.mock.MockConnector;

/** An agent on a free port, spoken to over HTTP. Kafka is away: nobody listens on its port. */
final class RunningAgent implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Agent agent;

  RunningAgent(Path state, Map<String, String> environment) throws IOException {
    AgentConfig config =
        new AgentConfig("127.0.0.1", 0, "127.0.0.1:1", state, "memory.dead-letters");
    agent = Agent.start(config, Placeholders.of(environment));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> put(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + agent.port() + path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + response.body(), e);
    }
  }

  /** Waits for a connector's state and returns its status. */
  JsonNode await(String connector, String state) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    JsonNode status;
    do {
      status = json(get("/connectors/" + connector + "/status"));
      if (status.at("/connector/state").asText().equals(state)) {
        return status;
      }
    } while (!never.await(50, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
    assertThat(status.at("/connector/state").asText()).isEqualTo(state);
    return status;
  }

  /** A connector's figure on the metrics page. */
  double metric(String name, String connector) {
    String line = "gibsey_cdc_" + name + "{connector=\"" + connector + "\"} ";
    return get("/metrics")
        .body()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + line));
  }

  /** Waits until a connector's figure is above a bound, and returns it. */
  double awaitMetric(String name, String connector, double above) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    double value = metric(name, connector);
    while (value <= above
        && System.nanoTime() < deadline
        && !never.await(50, TimeUnit.MILLISECONDS)) {
      value = metric(name, connector);
    }
    assertThat(value).as(name).isGreaterThan(above);
    return value;
  }

  /** The body that registers a {@link MockConnector} that never comes to an end. */
  static String mock(String name, String... more) {
    var body = JSON.createObjectNode().put("name", name);
    var config = body.putObject("config");
    config.put("connector.class", MockConnector.class.getName()).put("topic.prefix", "gibsey");
    for (int i = 0; i < more.length; i += 2) {
      config.put(more[i], more[i + 1]);
    }
    return body.toString();
  }

  /** The body that registers an {@link IdleConnector}. */
  static String idle(String name, String... more) {
    var body = JSON.createObjectNode().put("name", name);
    var config = body.putObject("config");
    config.put("connector.class", IdleConnector.class.getName()).put("place", "${env:PLACE}");
    for (int i = 0; i < more.length; i += 2) {
      config.put(more[i], more[i + 1]);
    }
    return body.toString();
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }
}
