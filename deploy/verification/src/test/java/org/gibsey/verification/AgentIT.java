package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent answers as Kafka Connect does, over a connector that really runs. */
@ExtendWith(Stack.Provider.class)
final class AgentIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "gibsey-cassandra";
  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;

  AgentIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void listsTheConnectorThatUpRegistered() throws Exception {
    assertThat(JSON.readTree(send("GET", "/connectors", "").body()).get(0).asText())
        .isEqualTo(NAME);
    JsonNode status = JSON.readTree(send("GET", "/connectors/" + NAME + "/status", "").body());
    assertThat(status.path("connector").path("state").asText()).isEqualTo("RUNNING");
    assertThat(status.path("tasks").get(0).path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void refusesTheSameConnectorTwice() throws Exception {
    String connector =
        Files.readString(
            Path.of(System.getProperty("checkout"), "connectors", "cassandra-connector.json"));
    HttpResponse<String> answer = send("POST", "/connectors", connector);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(JSON.readTree(answer.body()).path("error_code").asInt()).isEqualTo(409);
  }

  @Test
  void doesNotKnowAnotherConnector() throws Exception {
    HttpResponse<String> answer = send("GET", "/connectors/other/status", "");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(answer.body()).path("message").asText()).contains("other");
  }

  @Test
  void aPausedConnectorCatchesUpWhenItIsResumed() throws Exception {
    ApiClient api = stack.reader();
    String book = "paused-" + UUID.randomUUID();
    assertThat(send("PUT", "/connectors/" + NAME + "/pause", "").statusCode()).isEqualTo(202);
    Eventually.holds("the connector is paused", Stack.PATIENCE, () -> state().equals("PAUSED"));
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text)"
                    + " VALUES (?, 1, 'A quince ripened while nobody looked')",
                book));
    assertThat(send("PUT", "/connectors/" + NAME + "/resume", "").statusCode()).isEqualTo(202);
    Eventually.holds("the connector runs", Stack.PATIENCE, () -> state().equals("RUNNING"));
    Eventually.holds(
        "the row written meanwhile is found",
        Stack.PATIENCE,
        () -> api.search("quince ripened", "text", 5).contains(new PageKey(book, 1)));
    stack
        .cassandra()
        .execute(SimpleStatement.newInstance("DELETE FROM pages WHERE book_id = ?", book));
  }

  private String state() throws Exception {
    JsonNode status = JSON.readTree(send("GET", "/connectors/" + NAME + "/status", "").body());
    return status.path("connector").path("state").asText();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(stack.agent().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
