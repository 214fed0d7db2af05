package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers and operators are told when a snapshot answers for the job. */
final class SnapshotAnswersTest {
  private static final Duration AGE = Duration.ofMillis(12_345);

  private final FakeShards shards =
      new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt is counted."));
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    shards.answerFromSnapshot(AGE);
    api =
        TestApi.start(
            shards, new FakePages(), CompletableFuture.completedFuture(new FakeEmbedder()));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void everyAnswerSaysWhereItComesFromAndHowOldItIs() throws Exception {
    JsonNode found = json(api.post(SEARCH, "{\"query\":\"salt\"}"));
    requireSnapshot(found);
    assertThat(found.path("index_version").asText()).isEqualTo("test");
    assertThat(found.path("hits")).hasSize(1);
    requireSnapshot(json(api.post("/v1/ask", "{\"question\":\"What is counted?\"}")));
    JsonNode stats = json(api.get("/v1/collections/pages/stats"));
    requireSnapshot(stats);
    assertThat(stats.path("shards").asInt()).isEqualTo(FakeShards.SHARDS);
    assertThat(stats.path("shards_live").asInt()).isZero();
  }

  @Test
  void theStreamSaysItBeforeAndAfterTheAnswer() throws Exception {
    HttpResponse<String> stream =
        api.send(
            api.request("/v1/ask")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\":\"What is counted?\"}")));
    assertThat(stream.body().lines().filter(line -> line.contains("\"snapshot_age_ms\":12345")))
        .hasSize(2)
        .allMatch(line -> line.contains("\"served_from\":\"snapshot\""));
  }

  @Test
  void theApiIsDegradedAndNotDown() throws Exception {
    HttpResponse<String> response = api.send(api.anonymous("/readyz").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode ready = json(response);
    assertThat(ready.path("status").asText()).isEqualTo("degraded");
    JsonNode index = ready.path("dependencies").path("shards");
    assertThat(index.path("up").asBoolean()).isFalse();
    assertThat(index.path("detail").asText())
        .isEqualTo(
            "pages: no shard answers, served from a snapshot of 12 s ago; turns: no shard answers,"
                + " served from a snapshot of 12 s ago");
  }

  @Test
  void whatTheSnapshotAnsweredIsCounted() throws Exception {
    api.post(SEARCH, "{\"query\":\"salt\"}");
    assertThat(api.get("/metrics").body())
        .contains("gibsey_snapshot_searches_total 1.0")
        .contains("gibsey_dependency_up{dependency=\"shards\"} 0.0")
        .contains("gibsey_index_shards_live{collection=\"pages\"} 0.0")
        .contains("gibsey_snapshot_age_seconds{collection=\"pages\"}");
  }

  private static void requireSnapshot(JsonNode body) {
    assertThat(body.path("served_from").asText()).as(body.toString()).isEqualTo("snapshot");
    assertThat(body.path("snapshot_age_ms").asLong()).isEqualTo(AGE.toMillis());
  }
}
