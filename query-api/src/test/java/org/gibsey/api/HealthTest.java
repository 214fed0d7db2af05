package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.gibsey.embedding.Embedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private final FakeShards shards = new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt."));
  private final FakePages pages = new FakePages();
  private final CompletableFuture<Embedder> model = new CompletableFuture<>();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    shards.goAway();
    pages.goAway();
    api = TestApi.start(shards, pages, model);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void livesWithoutAnythingBehindIt() throws Exception {
    HttpResponse<String> alive = api.send(api.anonymous("/livez").GET());
    assertThat(alive.statusCode()).isEqualTo(200);
    assertThat(alive.body()).isEqualTo("{\"status\":\"alive\"}");
  }

  @Test
  void becomesReadyWhenTheLastDependencyIsThereAndSaysWhichIsMissing() throws Exception {
    HttpResponse<String> before = api.send(api.anonymous("/readyz").GET());
    assertThat(before.statusCode()).isEqualTo(503);
    JsonNode missing = json(before).path("dependencies");
    assertThat(missing.fieldNames()).toIterable().containsExactly("cassandra", "shards", "model");
    assertThat(missing).allMatch(state -> !state.path("up").asBoolean());
    assertThat(missing).allMatch(state -> !state.path("detail").asText().isBlank());
    pages.comeBack();
    shards.comeBack();
    model.complete(new FakeEmbedder());
    HttpResponse<String> after = awaitReady();
    assertThat(json(after).path("status").asText()).isEqualTo("ready");
    assertThat(json(after).path("dependencies")).allMatch(state -> state.path("up").asBoolean());
  }

  @Test
  void measuresRoutesStagesDependenciesAndTheIndex() throws Exception {
    shards.comeBack();
    model.complete(new FakeEmbedder());
    api.post(SEARCH, "{\"query\":\"salt\"}");
    api.send(api.anonymous("/v1/books").GET());
    String metrics = api.get("/metrics").body();
    assertThat(metrics)
        .contains(
            "http_server_requests_seconds_bucket{method=\"POST\","
                + "route=\"/v1/collections/{collection}/search\",status=\"200\",le=\"0.03\"}")
        .contains(
            "http_server_requests_seconds_count{method=\"any\",route=\"none\",status=\"401\"}")
        .contains("gibsey_stage_seconds_bucket{stage=\"embed\",le=\"0.005\"}")
        .contains("gibsey_stage_seconds_count{stage=\"search\"} 1")
        .contains("gibsey_dependency_up{dependency=\"cassandra\"} 0.0")
        .contains("gibsey_dependency_up{dependency=\"model\"} 1.0")
        .contains("gibsey_index_rows{collection=\"pages\"} 1.0")
        .contains("gibsey_index_newest_write_seconds{collection=\"pages\"} 1.7672256001234")
        .contains("jvm_memory_used_bytes");
  }

  /** The state of a dependency may be half a second old. */
  private HttpResponse<String> awaitReady() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    HttpResponse<String> response;
    do {
      response = api.send(api.anonymous("/readyz").GET());
    } while (response.statusCode() != 200 && System.nanoTime() < deadline);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }
}
