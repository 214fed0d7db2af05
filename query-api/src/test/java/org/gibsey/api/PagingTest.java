package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Page after page, a cursor leads through the whole result. */
final class PagingTest {
  private static final int PAGES = 230;
  private static final List<String> WORDS =
      List.of("salt", "tide", "lighthouse", "goat", "mayor", "orchard", "letter", "glass");

  @TempDir private static Path folder;

  private static LiveIndex index;
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    Random random = new Random(7);
    List<TestPage> pages = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      StringBuilder text = new StringBuilder("salt");
      int words = i % 40 == 0 ? 400 : 3 + random.nextInt(20);
      for (int word = 0; word < words; word++) {
        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        text.append(word % 9 == 8 ? "." : "");
      }
      pages.add(new TestPage("coast", i, null, null, i % 2 == 0 ? "Edda" : "Rune", text + "."));
    }
    index.put(pages);
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

  @ParameterizedTest
  @CsvSource({
    "text, row",
    "vector, row",
    "hybrid, row",
    "text, passage",
    "vector, passage",
    "hybrid, passage"
  })
  void aWalkMeetsEveryHitOnce(String mode, String groupBy) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String query =
        "\"query\":\"salt goat\",\"exact\":true,\"mode\":\"%s\",\"group_by\":\"%s\""
            .formatted(mode, groupBy);
    List<String> walked = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    @Nullable String page = null;
    do {
      JsonNode answer = search(query + limit(1 + random.nextInt(60)) + page(page));
      walked.addAll(FoundPages.passages(answer));
      answer.path("hits").forEach(hit -> scores.add(hit.path("score").doubleValue()));
      page = answer.path("next_page").textValue();
    } while (page != null);
    String said = "seed %d".formatted(seed);
    assertThat(walked).as(said).doesNotHaveDuplicates();
    assertThat(walked.stream().map(hit -> hit.replaceAll("#.*", "")).distinct())
        .as(said)
        .hasSize(PAGES);
    if (groupBy.equals("row")) {
      assertThat(walked).as(said).hasSize(PAGES);
    } else {
      assertThat(walked).as(said).hasSizeGreaterThan(PAGES);
    }
    if (!mode.equals("hybrid")) {
      assertThat(scores).as(said).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }
  }

  @Test
  void aPageIsTheSameWhereverTheWalkBegan() throws Exception {
    String query = "\"query\":\"lighthouse of glass\",\"exact\":true";
    List<String> first = FoundPages.of(search(query + limit(100)));
    JsonNode one = search(query + limit(33));
    JsonNode two = search(query + limit(67) + page(one.path("next_page").textValue()));
    List<String> both = new ArrayList<>(FoundPages.of(one));
    both.addAll(FoundPages.of(two));
    assertThat(both).isEqualTo(first);
  }

  @Test
  void aFilterAndAThresholdHoldOnEveryPage() throws Exception {
    String query =
        "\"query\":\"goat\",\"mode\":\"text\",\"score_threshold\":0.05,"
            + "\"filter\":{\"must\":[{\"field\":\"speaker\",\"eq\":\"Edda\"}]}";
    List<Integer> numbers = new ArrayList<>();
    @Nullable String page = null;
    do {
      JsonNode answer = search(query + limit(9) + page(page));
      assertThat(answer.path("hits").size()).isPositive();
      for (JsonNode hit : answer.path("hits")) {
        numbers.add(hit.path("key").path("page_num").asInt());
        assertThat(hit.path("score").doubleValue()).isGreaterThanOrEqualTo(0.05);
      }
      page = answer.path("next_page").textValue();
    } while (page != null);
    assertThat(numbers).hasSizeGreaterThan(9).doesNotHaveDuplicates();
    assertThat(numbers).allMatch(number -> number % 2 == 0);
  }

  @Test
  void theLastPageSaysThatItIs() throws Exception {
    String query = "\"query\":\"salt\",\"mode\":\"text\",\"book\":\"coast\",\"up_to\":";
    JsonNode ten = search(query + "{\"book\":\"coast\",\"page\":9}" + limit(10));
    assertThat(ten.path("hits")).hasSize(10);
    assertThat(ten.path("next_page").isNull()).isTrue();
    JsonNode nine = search(query + "{\"book\":\"coast\",\"page\":9}" + limit(9));
    assertThat(nine.path("next_page").isTextual()).isTrue();
  }

  @Test
  void aCursorOfAnotherQueryIsRefusedWithWhatToDo() throws Exception {
    String cursor = search("\"query\":\"salt\"" + limit(5)).path("next_page").textValue();
    JsonNode problem =
        assertProblem(post("\"query\":\"goat\"" + page(cursor)), 422, "invalid-value");
    assertThat(problem.path("detail").asText()).contains("another query", "'page'");
    assertProblem(post("\"query\":\"salt\"" + page("nonsense")), 422, "invalid-value");
    assertProblem(post("\"query\":\"salt\"" + page("A".repeat(20))), 422, "invalid-value");
  }

  private static String limit(int limit) {
    return ",\"limit\":" + limit;
  }

  private static String page(@Nullable String cursor) {
    return cursor == null ? "" : ",\"page\":\"" + cursor + "\"";
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
