package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.cdc.RunningAgent.idle;
import static org.gibsey.cdc.RunningAgent.json;
import static org.gibsey.cdc.RunningAgent.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
final class RestContractTest {
  private RunningAgent agent;

  @BeforeEach
  void start(@TempDir Path temp) throws IOException {
    agent = new RunningAgent(temp.resolve("state"), Map.of("PLACE", "here"));
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
  }

  private static void assertError(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(json(response).path("error_code").asInt()).isEqualTo(status);
    assertThat(json(response).path("message").asText()).contains(message);
  }

  @Test
  void tellsVersionAndThatKafkaHasNotBeenSeen() {
    JsonNode root = json(agent.get("/"));

    assertThat(root.path("version").asText()).matches("4\\.\\d+\\.\\d+");
    assertThat(root.path("commit").asText()).isNotEmpty();
    assertThat(root.has("kafka_cluster_id")).isTrue();
    assertThat(root.path("kafka_cluster_id").isNull()).isTrue();
  }

  @Test
  void registersAConnectorAndRunsIt() throws InterruptedException {
    HttpResponse<String> created = agent.post("/connectors", idle("a"));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).contains("/connectors/a");
    assertThat(json(created).path("name").asText()).isEqualTo("a");
    assertThat(json(created).path("type").asText()).isEqualTo("source");
    assertThat(json(created).at("/tasks/0/connector").asText()).isEqualTo("a");
    JsonNode status = agent.await("a", "RUNNING");
    assertThat(status.at("/tasks/0/id").asInt()).isZero();
    assertThat(status.at("/tasks/0/state").asText()).isEqualTo("RUNNING");
    assertThat(status.at("/tasks/0/worker_id").asText()).startsWith("127.0.0.1:");
    assertThat(status.path("type").asText()).isEqualTo("source");
    assertThat(json(agent.get("/connectors")).toString()).isEqualTo("[\"a\"]");
    assertThat(json(agent.get("/connectors?expand=status")).at("/a/status/name").asText())
        .isEqualTo("a");
    assertThat(json(agent.get("/connectors/a/tasks")).at("/0/id/task").asInt()).isZero();
    assertThat(json(agent.get("/connectors/a/tasks/0/status")).path("state").asText())
        .isEqualTo("RUNNING");
  }

  @Test
  void showsConfigurationWithItsPlaceholdersUnresolved() {
    agent.post("/connectors", idle("a"));

    JsonNode config = json(agent.get("/connectors/a/config"));
    assertThat(config.path("place").asText()).isEqualTo("${env:PLACE}");
    assertThat(config.path("name").asText()).isEqualTo("a");
    assertThat(json(agent.get("/connectors/a")).path("config")).isEqualTo(config);
  }

  @Test
  void refusesANameThatIsTaken() {
    agent.post("/connectors", idle("a"));

    assertError(agent.post("/connectors", idle("a")), 409, "Connector a already exists");
  }

  @Test
  void refusesTwoDifferentNames() {
    assertError(
        agent.post("/connectors", idle("a", "name", "b")),
        400,
        "Connector name configuration (b) doesn't match connector name in the URL (a)");
  }

  @Test
  void listsEveryErrorOfAConfiguration() {
    HttpResponse<String> refused =
        agent.post(
            "/connectors",
            """
            {"name":"a","config":{"connector.class":"org.gibsey.cdc.IdleConnector",
             "tasks.max":"0","fail.in":"sometimes","producer.override.acks":"0"}}""");

    assertError(refused, 400, "contains the following 4 error(s):");
    assertThat(json(refused).path("message").asText())
        .contains("Missing required configuration \"place\" which has no default value.")
        .contains("Invalid value 0 for configuration tasks.max")
        .contains("Invalid value sometimes for configuration fail.in")
        .contains("producer.override.acks is not allowed");
    assertThat(json(agent.get("/connectors"))).isEmpty();
  }

  @Test
  void namesTheVariableThatIsNotSet() {
    assertError(
        agent.post("/connectors", idle("a", "place", "${env:NOWHERE}")),
        400,
        "Invalid value ${env:NOWHERE} for configuration place: environment variable NOWHERE is not"
            + " set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.example.Missing", "java.lang.String"})
  void refusesAClassThatIsNoSourceConnector(String className) {
    assertError(
        agent.post("/connectors", idle("a", "connector.class", className)),
        400,
        "Invalid value " + className + " for configuration connector.class");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"name\":\"a\"",
        "[1]",
        "\"text\"",
        "{}{}",
        "",
        "{\"name\":\"a\"}",
        "{\"name\":1,\"config\":{}}",
        "{\"name\":\"a\",\"config\":[]}",
        "{\"name\":\"a\",\"config\":{\"x\":{}}}",
        "{\"name\":\"a\",\"config\":{},\"initial_state\":\"ODD\"}"
      })
  void refusesABodyThatDescribesNoConnector(String body) {
    HttpResponse<String> refused = agent.post("/connectors", body);

    assertError(refused, 400, "");
  }

  @Test
  void refusesABodyThatIsNotDeclaredAsJson() {
    assertError(
        agent.send(
            HttpRequest.newBuilder(agent.uri("/connectors"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(idle("a")))),
        415,
        "HTTP 415 Unsupported Media Type");
  }

  @Test
  void refusesABodyOfMoreThanAMegabyte() {
    assertError(
        agent.post("/connectors", " ".repeat(Request.MAX_BODY) + idle("a")), 413, "1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/config", "/status", "/tasks"})
  void knowsNoUnregisteredConnector(String part) {
    assertError(agent.get("/connectors/x" + part), 404, "Connector x not found");
    assertError(agent.delete("/connectors/x"), 404, "Connector x not found");
    assertError(agent.put("/connectors/x/pause", ""), 404, "Connector x not found");
    assertError(agent.post("/connectors/x/restart", ""), 404, "Connector x not found");
  }

  @Test
  void answersUnknownPathsAndMethodsAsConnectDoes() {
    assertError(agent.get("/nothing"), 404, "HTTP 404 Not Found");
    HttpResponse<String> refused = agent.delete("/connectors");
    assertError(refused, 405, "HTTP 405 Method Not Allowed");
    assertThat(refused.headers().firstValue("Allow")).contains("GET, POST");
  }

  @Test
  void pausesResumesAndRestarts() throws InterruptedException {
    agent.post("/connectors", idle("a"));
    agent.await("a", "RUNNING");

    assertThat(agent.put("/connectors/a/pause", "").statusCode()).isEqualTo(202);
    agent.await("a", "PAUSED");
    assertThat(agent.put("/connectors/a/resume", "").statusCode()).isEqualTo(202);
    agent.await("a", "RUNNING");
    assertThat(agent.post("/connectors/a/restart", "").statusCode()).isEqualTo(204);
    agent.await("a", "RUNNING");
  }

  @Test
  void deletesAConnector() throws InterruptedException {
    agent.post("/connectors", idle("a"));
    agent.await("a", "RUNNING");

    HttpResponse<String> deleted = agent.delete("/connectors/a");

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertError(agent.get("/connectors/a"), 404, "Connector a not found");
  }

  @Test
  void putCreatesOrReplacesAConfiguration() throws InterruptedException {
    String config = "{\"connector.class\":\"org.gibsey.cdc.IdleConnector\",\"place\":\"one\"}";
    assertThat(agent.put("/connectors/a/config", config).statusCode()).isEqualTo(201);

    HttpResponse<String> replaced = agent.put("/connectors/a/config", config.replace("one", "two"));

    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(json(replaced).at("/config/place").asText()).isEqualTo("two");
    agent.await("a", "RUNNING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "poll"})
  void showsTheTraceOfAFailureAndTriesAgain(String place) throws InterruptedException {
    agent.post("/connectors", idle("a", IdleConnector.FAIL_IN, place));

    JsonNode status = agent.await("a", "FAILED");

    assertThat(status.at("/tasks/0/state").asText()).isEqualTo("FAILED");
    assertThat(status.at("/tasks/0/trace").asText()).contains("told to fail");
    long failures = 0;
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (failures < 2 && System.nanoTime() < deadline) {
      failures =
          agent
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("gibsey_cdc_failures_total{connector=\"a\"}"))
              .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
              .findFirst()
              .orElse(0);
    }
    assertThat(failures).isGreaterThanOrEqualTo(2);
  }

  @Test
  void refusesPercentagesThatLeaveNoRoom() {
    assertError(
        agent.post("/connectors", mock("m", "percent.updates", "60", "percent.late", "41")),
        400,
        "percent.* sum up to");
  }

  @Test
  void refusesOptionsOfTheMockConnectorThatAreOutOfRange() {
    HttpResponse<String> refused =
        agent.post(
            "/connectors",
            mock("m", "rate.per.second", "-1", "books", "0", "file", "/no/such/file"));

    assertError(refused, 400, "contains the following 3 error(s):");
    assertThat(json(refused).path("message").asText())
        .contains("rate.per.second", "books", "is no file that can be read");
  }

  @Test
  void listsItsPlugins() {
    assertThat(json(agent.get("/connector-plugins")))
        .anySatisfy(
            plugin -> {
              assertThat(plugin.path("class").asText()).isEqualTo(IdleConnector.class.getName());
              assertThat(plugin.path("type").asText()).isEqualTo("source");
              assertThat(plugin.path("version").asText()).isEqualTo("1.2.3");
            })
        .anySatisfy(
            plugin ->
                assertThat(plugin.path("class").asText())
                    .isEqualTo("org.gibsey.cdc.cassandra.CassandraSourceConnector"))
        .anySatisfy(
            plugin -> {
              assertThat(plugin.path("class").asText())
                  .isEqualTo("org.gibsey.cdc.mock.MockConnector");
              assertThat(plugin.path("version").asText()).isNotEmpty();
            });
  }

  @Test
  void servesLivenessAndMetrics() throws InterruptedException {
    agent.post("/connectors", idle("a"));
    agent.await("a", "RUNNING");

    assertThat(agent.get("/livez").statusCode()).isEqualTo(200);
    assertThat(agent.get("/metrics").body())
        .contains("# TYPE gibsey_cdc_records_sent_total counter")
        .contains("gibsey_cdc_records_waiting{connector=\"a\"} 0")
        .contains("gibsey_cdc_connector_state{connector=\"a\",state=\"RUNNING\"} 1");
  }
}
