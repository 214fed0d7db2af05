package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a search can be asked, to real shards. */
final class RankedSearchTest {
  private static final String LONG =
      IntStream.range(0, 60)
          .mapToObj(i -> "The lighthouse keeper wrote line number " + i + " into the log.")
          .collect(Collectors.joining(" "));

  @TempDir private static Path folder;

  private static LiveIndex index;
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    index.put(
        List.of(
            new TestPage("coast", 1, "I", "Salt", "Edda", "Salt is counted in the evening."),
            new TestPage("coast", 2, "I", "Tide", "Edda", "The tide brings salt and driftwood."),
            new TestPage("coast", 3, "II", "Log", "Rune", LONG),
            new TestPage("inland", 1, "I", "Goat", null, "A goat ate the hat of the mayor.")));
    api =
        TestApi.start(
            index.search(),
            new FakePages(),
            CompletableFuture.completedFuture(new WordEmbedder()),
            Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    index.close();
  }

  @Test
  void aGivenVectorIsSearchedForWhateverItsLength() throws Exception {
    float[] vector = WordEmbedder.vector("Salt Salt is counted in the evening.");
    for (float length : new float[] {1e-30f, 0.5f, 1, 7, 1e30f}) {
      float[] scaled = new float[vector.length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = vector[i] * length;
      }
      JsonNode answer = search("\"vector\":" + Arrays.toString(scaled));
      assertThat(answer.path("mode").asText()).isEqualTo("vector");
      assertThat(FoundPages.of(answer).getFirst()).isEqualTo("coast/1");
      JsonNode best = answer.path("hits").path(0);
      assertThat(best.path("scores").path("vector").doubleValue()).isGreaterThan(0.7);
      assertThat(best.path("scores").path("vector")).isEqualTo(best.path("score"));
      assertThat(best.path("scores").path("text").isNull()).isTrue();
      assertThat(best.path("ranks").path("vector").intValue()).isEqualTo(1);
      assertThat(answer.path("took_ms").path("embed").doubleValue()).isZero();
    }
  }

  @Test
  void aVectorTakesTheVectorSideAndWordsTheTextSide() throws Exception {
    float[] goat = WordEmbedder.vector("A goat ate the hat of the mayor.");
    JsonNode answer = search("\"query\":\"driftwood\",\"vector\":" + Arrays.toString(goat));
    assertThat(answer.path("mode").asText()).isEqualTo("hybrid");
    assertThat(hit(answer, "inland/1").path("ranks").path("vector").intValue()).isEqualTo(1);
    assertThat(hit(answer, "inland/1").path("ranks").path("text").isNull()).isTrue();
    assertThat(hit(answer, "coast/2").path("ranks").path("text").intValue()).isEqualTo(1);
    assertThat(hit(answer, "coast/2").path("scores").path("text").doubleValue()).isPositive();
  }

  @Test
  void weightsDecideWhichRankingCounts() throws Exception {
    String both =
        "\"query\":\"driftwood\",\"vector\":"
            + Arrays.toString(WordEmbedder.vector("A goat ate the hat of the mayor."));
    assertThat(FoundPages.of(search(both + ",\"fusion\":{\"text_weight\":0.1}")))
        .startsWith("inland/1");
    assertThat(FoundPages.of(search(both + ",\"fusion\":{\"vector_weight\":0.1}")))
        .startsWith("coast/2");
    JsonNode first =
        search(both + ",\"limit\":1,\"fusion\":{\"text_weight\":0,\"vector_weight\":3,\"k\":2}");
    assertThat(first.path("hits").path(0).path("score").doubleValue()).isEqualTo(1.0);
  }

  @Test
  void hitsAreRowsOrPassages() throws Exception {
    String query = "\"query\":\"lighthouse keeper\",\"mode\":\"text\"";
    assertThat(FoundPages.of(search(query))).containsExactly("coast/3");
    List<String> passages = FoundPages.passages(search(query + ",\"group_by\":\"passage\""));
    assertThat(passages).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    assertThat(passages).allMatch(passage -> passage.startsWith("coast/3#"));
  }

  @Test
  void aHitCarriesItsVectorOnlyWhenAsked() throws Exception {
    String query = "\"query\":\"goat\",\"mode\":\"text\"";
    assertThat(search(query).path("hits").path(0).has("vector")).isFalse();
    JsonNode vector = search(query + ",\"with_vectors\":true").path("hits").path(0).path("vector");
    float[] expected = WordEmbedder.vector("Goat\n\nA goat ate the hat of the mayor.");
    assertThat(vector).hasSize(WordEmbedder.DIMENSION);
    for (int i = 0; i < WordEmbedder.DIMENSION; i++) {
      assertThat(vector.path(i).floatValue()).isEqualTo(expected[i]);
    }
  }

  @Test
  void highlightsAreRangesOfThePassage() throws Exception {
    String query = "\"query\":\"the salt tide\",\"mode\":\"text\"";
    assertThat(search(query).path("hits").path(0).has("highlights")).isFalse();
    JsonNode hit = hit(search(query + ",\"highlight\":true"), "coast/2");
    String text = hit.path("passage").path("text").asText();
    List<String> marked =
        hit.path("highlights")
            .valueStream()
            .map(range -> text.substring(range.path("start").asInt(), range.path("end").asInt()))
            .toList();
    assertThat(marked).contains("tide", "salt").doesNotContain("brings", "driftwood");
  }

  @Test
  void theScoreThresholdIsOnTheScaleOfTheMode() throws Exception {
    for (String mode : List.of("vector", "text", "hybrid")) {
      String query = "\"query\":\"the salt\",\"mode\":\"" + mode + "\"";
      JsonNode all = search(query);
      assertThat(all.path("hits").size()).isGreaterThan(1);
      double second = all.path("hits").path(1).path("score").doubleValue();
      JsonNode good = search(query + ",\"score_threshold\":" + second);
      assertThat(good.path("hits").size()).isBetween(2, all.path("hits").size());
      assertThat(good.path("hits")).allMatch(hit -> hit.path("score").doubleValue() >= second);
      assertThat(search(query + ",\"score_threshold\":1000").path("hits")).isEmpty();
    }
  }

  @Test
  void exactAndApproximateSearchAgreeOnAFewPages() throws Exception {
    String query = "\"query\":\"the salt of the mayor\",\"mode\":\"vector\"";
    List<String> approximate = FoundPages.of(search(query));
    assertThat(approximate).hasSize(4);
    assertThat(FoundPages.of(search(query + ",\"exact\":true"))).isEqualTo(approximate);
    assertThat(FoundPages.of(search(query + ",\"candidates\":5"))).isEqualTo(approximate);
  }

  @Test
  void nothingBeyondWhatWasReadIsFound() throws Exception {
    for (String mode : List.of("vector", "text", "hybrid")) {
      String query = "\"query\":\"the salt lighthouse goat\",\"mode\":\"" + mode + "\"";
      assertThat(FoundPages.of(search(query + upTo("coast", 2))))
          .containsExactlyInAnyOrder("coast/1", "coast/2");
      assertThat(FoundPages.of(search(query + upTo("coast", 1)))).containsExactly("coast/1");
      assertThat(FoundPages.of(search(query + ",\"book\":\"coast\"" + upTo("coast", 3))))
          .hasSize(3);
      assertThat(FoundPages.of(search(query + upTo(FakePages.BOOK, 5)))).isEmpty();
    }
    assertProblem(post("\"query\":\"salt\"" + upTo("nowhere", 1)), 404, "unknown-book");
    assertProblem(
        post("\"query\":\"salt\",\"book\":\"inland\"" + upTo("coast", 1)), 422, "invalid-value");
  }

  @Test
  void theAnswerTellsTheNewestWriteThatItShows() throws Exception {
    JsonNode answer = search("\"query\":\"salt\"");
    assertThat(answer.path("watermark").asText()).isEqualTo("1970-01-01T00:00:00.000004Z");
    assertThat(answer.path("served_from").asText()).isEqualTo("live");
    assertThat(answer.path("index_version").asText()).isEqualTo("v1");
  }

  @Test
  void aVectorThatDoesNotFitIsRefused() throws Exception {
    for (String vector :
        List.of(
            "[]",
            "[1,0]",
            zeros("0"),
            zeros("1e39"),
            zeros("null"),
            zeros("\"1\""),
            zeros("[1]"),
            "1",
            "\"AAAA\"",
            "{\"0\":1}")) {
      JsonNode problem = assertProblem(post("\"vector\":" + vector), 422, "invalid-value");
      assertThat(problem.path("detail").asText()).contains("'vector");
    }
  }

  private static String zeros(String first) {
    return "[" + first + ",0".repeat(WordEmbedder.DIMENSION - 1) + "]";
  }

  private static String upTo(String book, int page) {
    return ",\"up_to\":{\"book\":\"" + book + "\",\"page\":" + page + "}";
  }

  private static JsonNode hit(JsonNode answer, String page) {
    int at = FoundPages.of(answer).indexOf(page);
    assertThat(at).as("%s in %s", page, FoundPages.of(answer)).isNotNegative();
    return answer.path("hits").path(at);
  }

  private static HttpResponse<String> post(String fields) throws Exception {
    return api.post(SEARCH, "{" + fields + "}");
  }

  private static JsonNode search(String fields) throws Exception {
    HttpResponse<String> response = post(fields);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }
}
