package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.gibsey.api.token.WriteToken;
import org.gibsey.api.trace.WrittenRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to one caller is found, counted and traced by no other, whatever is sent. */
final class OwnRowsTest {
  private static final String TURNS = "/v1/collections/turns";
  private static final int SEARCHES = 300;
  private static final Map<String, String> KEYS =
      Map.of("reader", TestApi.READER, "writer", TestApi.WRITER, "admin", TestApi.ADMIN);
  private static final List<String> CALLERS = List.copyOf(KEYS.keySet());

  @TempDir private Path folder;

  private final FakePages pages = new FakePages();
  private final List<TestTurn> turns = new ArrayList<>();
  private final Random random = new Random();
  private LiveIndex index;
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    api =
        TestApi.start(
            index.search(),
            pages,
            CompletableFuture.completedFuture(new WordEmbedder()),
            Duration.ofSeconds(20));
    for (String owner : RandomTurnSearch.OWNERS) {
      for (int i = 0; i < 24; i++) {
        String speaker = i % 2 == 0 ? "reader" : "character";
        String text = "Salt " + "salt ".repeat(i % 3) + "of " + owner + ".";
        turns.add(new TestTurn(owner, owner + "-" + i / 12, i % 12, speaker, "tides", text));
      }
    }
    index.put(turns);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    index.close();
  }

  @Test
  void randomSearchesFindTheCallersOwnRowsAndNoOthers() throws Exception {
    long seed = System.nanoTime();
    random.setSeed(seed);
    for (int i = 0; i < SEARCHES; i++) {
      String caller = CALLERS.get(random.nextInt(CALLERS.size()));
      RandomTurnSearch search = RandomTurnSearch.of(random);
      String said = "seed %d, search %d of %s: %s".formatted(seed, i, caller, search.body());
      JsonNode found = found(caller, search.body("\"limit\":100"), said);
      assertThat(keys(found))
          .as(said)
          .containsExactlyInAnyOrderElementsOf(
              turns.stream()
                  .filter(turn -> turn.owner().equals(caller))
                  .filter(search.wanted())
                  .map(TestTurn::rowKey)
                  .toList());
      assertThat(found.path("watermark").isNull()).as(said).isTrue();
    }
  }

  @Test
  void aCursorOfAnotherCallerIsRefused() throws Exception {
    String body = "{\"query\":\"salt\",\"limit\":3}";
    String next = found("writer", body, body).path("next_page").asText();
    String page = "{\"query\":\"salt\",\"limit\":3,\"page\":\"" + next + "\"}";
    assertThat(keys(found("writer", page, page))).hasSize(3).allMatch(key -> key.contains("writer"));
    JsonNode problem = assertProblem(search("reader", page), 422, "invalid-value");
    assertThat(problem.path("detail").asText()).contains("another query");
  }

  @Test
  void aTokenOfAnotherOnesWriteIsOneThatNeverComes() throws Exception {
    assertProblem(search("admin", awaiting(turns.getFirst())), 409, "not-yet-searchable");
    HttpResponse<String> own = search("reader", awaiting(turns.getFirst()));
    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
  }

  @Test
  void retrievalIsOfTheCallersOwnRows() throws Exception {
    String body = "{\"query\":\"salt\",\"collection\":\"turns\",\"limit\":100}";
    HttpResponse<String> response = send("writer", "/v1/retrieve", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode passages = json(response).path("passages");
    assertThat(passages).isNotEmpty();
    assertThat(passages.findValuesAsText("owner_id")).containsOnly("writer");
  }

  @Test
  void statisticsAreForAdminsAlone() throws Exception {
    assertProblem(get("reader", TURNS + "/stats"), 403, "role-required");
    assertProblem(get("writer", TURNS + "/stats"), 403, "role-required");
    assertThat(json(get("admin", TURNS + "/stats")).path("rows").asInt()).isEqualTo(turns.size());
  }

  @Test
  void tracesOfOthersAndOfNothingAreNotThere() throws Exception {
    TestTurn own = turns.getFirst();
    pages.rows.written = new WrittenRow(Map.of("text", 1L), "reader");
    assertThat(get("reader", trace(own.rowKey())).statusCode()).isEqualTo(200);
    JsonNode others = assertProblem(get("admin", trace(own.rowKey())), 404, "unknown-row");
    pages.rows.written = null;
    String absent = own.rowKey().replace("reader-0", "no-chat");
    JsonNode nothing = assertProblem(get("admin", trace(absent)), 404, "unknown-row");
    assertThat(nothing.path("detail")).isEqualTo(others.path("detail"));
    // Deleted in Cassandra, not in the index yet: the index says whose it was.
    assertThat(get("reader", trace(own.rowKey())).statusCode()).isEqualTo(200);
    assertProblem(get("writer", trace(own.rowKey())), 404, "unknown-row");
    pages.rows.away = true;
    assertProblem(get("writer", trace(own.rowKey())), 503, "store-unavailable");
    assertProblem(get("writer", trace(absent)), 503, "store-unavailable");
    assertThat(get("reader", trace(own.rowKey())).statusCode()).isEqualTo(200);
  }

  @Test
  void answersAreMadeOfPagesAlone() throws Exception {
    index.put("tides", 1, "Tide", "Edda", "The tide brings driftwood.");
    for (String caller : CALLERS) {
      HttpResponse<String> answer =
          send(caller, "/v1/ask", "{\"question\":\"What does the tide bring?\"}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("driftwood").doesNotContain("chat_id", "Salt");
    }
  }

  private static String awaiting(TestTurn turn) {
    String token = new WriteToken("turns", turn.rowKey(), 1).encode();
    return "{\"query\":\"salt\",\"min_token\":\"" + token + "\"}";
  }

  private static List<String> keys(JsonNode found) {
    return StreamSupport.stream(found.path("hits").spliterator(), false)
        .map(hit -> hit.path("key").toString())
        .distinct()
        .toList();
  }

  private JsonNode found(String caller, String body, String said) throws Exception {
    HttpResponse<String> response = search(caller, body);
    assertThat(response.statusCode()).as("%s: %s", said, response.body()).isEqualTo(200);
    return json(response);
  }

  private HttpResponse<String> search(String caller, String body) throws Exception {
    return send(caller, TURNS + "/search", body);
  }

  private HttpResponse<String> send(String caller, String path, String body) throws Exception {
    return api.send(
        api.anonymous(path)
            .header("Authorization", "Bearer " + KEYS.get(caller))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String caller, String path) throws Exception {
    return api.send(
        api.anonymous(path).header("Authorization", "Bearer " + KEYS.get(caller)).GET());
  }

  private static String trace(String key) {
    return TURNS + "/rows/" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "/trace";
  }
}
