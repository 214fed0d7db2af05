package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.LanguageModelKey;
import org.gibsey.api.llm.LanguageModelSettings;
import org.gibsey.api.llm.LanguageModels;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passages to a budget, from the real model and real shards. */
final class RetrieveTest {
  private static final String LONG = longPage();

  @TempDir private static Path folder;

  private static Embedder embedder;
  private static LiveIndex index;
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    embedder = Embedders.shared(EmbeddingModel.builtIn());
    index = new LiveIndex(folder, embedder);
    index.put("tides", 1, "The flood", "Edda", LONG);
    index.put("tides", 2, "A copy", "Edda", LONG.substring(0, LONG.indexOf("hour 12")).strip());
    index.put("tides", 9, "The end", "Edda", "At the end the water fell and the orchard dried.");
    api =
        TestApi.start(
            index.search(),
            new FakePages(),
            CompletableFuture.completedFuture(embedder),
            Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    index.close();
  }

  private static String longPage() {
    StringBuilder text = new StringBuilder();
    for (int hour = 1; hour <= 60; hour++) {
      text.append("At hour ")
          .append(hour)
          .append(" the flood water stood ")
          .append(hour * 3)
          .append(" hands high between the trees of the orchard. ");
    }
    return text.toString().strip();
  }

  @Test
  void joinsPassagesOfAPageAndLeavesItsCopyOut() throws Exception {
    JsonNode all = retrieve("{\"query\":\"flood water in the orchard\",\"token_budget\":8000}");
    assertThat(all.path("found").asInt()).isGreaterThan(all.path("passages").size());
    int tokens = 0;
    for (JsonNode passage : all.path("passages")) {
      tokens += passage.path("tokens").asInt();
      if (passage.path("key").path("page_num").asInt() == 1) {
        assertThat(LONG.substring(passage.path("start").asInt(), passage.path("end").asInt()))
            .isEqualTo(passage.path("text").asText());
        assertThat(passage.path("text").asText()).isEqualTo(LONG);
        assertThat(passage.path("provenance").path("topic").asText()).isNotBlank();
      }
    }
    assertThat(all.path("passages").findValuesAsText("page_num"))
        .containsExactlyInAnyOrder("1", "9");
    assertThat(all.path("tokens").asInt()).isEqualTo(tokens);
  }

  @Test
  void keepsToTheBudgetAndToWhatHasBeenRead() throws Exception {
    for (int budget : new int[] {50, 120, 500}) {
      JsonNode some =
          retrieve(
              "{\"query\":\"flood water in the orchard\",\"token_budget\":%d}".formatted(budget));
      assertThat(some.path("passages")).isNotEmpty();
      assertThat(some.path("tokens").asInt()).isBetween(1, budget);
      assertThat(some.path("token_budget").asInt()).isEqualTo(budget);
    }
    assertThat(
            retrieve("{\"query\":\"the orchard dried\",\"up_to\":{\"book\":\"tides\",\"page\":2}}")
                .path("passages")
                .findValuesAsText("page_num"))
        .doesNotContain("9");
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    assertProblem(post("{\"query\":\"x\",\"token_budget\":49}"), 422, "invalid-value");
    assertProblem(post("{\"query\":\"x\",\"token_budget\":8001}"), 422, "invalid-value");
    assertProblem(post("{\"query\":\"x\",\"limit\":0}"), 422, "invalid-value");
    assertProblem(post("{\"query\":\"x\",\"mode\":\"best\"}"), 422, "invalid-value");
    assertProblem(post("{\"query\":\" \"}"), 422, "empty-query");
    assertProblem(post("{\"query\":\"x\",\"collection\":\"none\"}"), 404, "unknown-collection");
  }

  @Test
  void saysThatTheLanguageModelIsAwayAndSearchesOn() throws Exception {
    LanguageModelSettings away =
        LanguageModelSettings.of(
                LanguageModelSettings.Provider.OPENAI,
                "http://127.0.0.1:1/v1",
                "writer",
                new LanguageModelKey("secret"))
            .with(1, 1, Duration.ofMillis(1));
    try (LanguageModel model = LanguageModels.open(away, String::length).orElseThrow();
        TestApi written = TestApi.start(index.search(), new FakePages(), embedder, model)) {
      assertProblem(
          written.post("/v1/ask", "{\"question\":\"When did the water fall?\"}"),
          503,
          "language-model-unavailable");
      JsonNode ready = json(written.send(written.anonymous("/readyz").GET()));
      assertThat(ready.path("dependencies").path("llm").path("up").asBoolean()).isFalse();
      assertThat(ready.path("dependencies").path("llm").path("degraded").asBoolean()).isTrue();
      assertThat(written.post("/v1/retrieve", "{\"query\":\"water\"}").statusCode()).isEqualTo(200);
    }
  }

  private static JsonNode retrieve(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return api.post("/v1/retrieve", body);
  }
}
