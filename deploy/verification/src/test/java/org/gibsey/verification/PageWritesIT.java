package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.gibsey.api.token.WriteToken;
import org.gibsey.benchmarks.ApiClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written through the API is seen by whoever has its token. */
@ExtendWith(Stack.Provider.class)
final class PageWritesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRITES = 50;
  private static final int PAGES = 5;

  private final Stack stack;
  private final ApiClient api;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String book = "writes-" + UUID.randomUUID();

  PageWritesIT(Stack stack) throws IOException {
    this.stack = stack;
    this.api = new ApiClient(stack.api(), key());
  }

  @AfterEach
  void deletePages() throws Exception {
    for (int page = 0; page < PAGES; page++) {
      send("DELETE", path(page), "", null);
    }
    http.close();
  }

  @Test
  void aSearchWithTheTokenOfAWriteAlwaysSeesIt() throws Exception {
    long seed = System.nanoTime();
    System.out.println("PageWritesIT seed " + seed);
    Random random = new Random(seed);
    Map<Integer, String> words = new HashMap<>();
    for (int i = 0; i < WRITES; i++) {
      int page = random.nextInt(PAGES);
      String word = "zeb" + Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
      HttpResponse<String> written;
      if (random.nextInt(4) == 0) {
        written = send("DELETE", path(page), "", null);
        words.remove(page);
      } else {
        written =
            send("PUT", path(page), "{\"text\":\"The %s sails at dawn.\"}".formatted(word), null);
        words.put(page, word);
      }
      assertThat(written.statusCode()).as(written.body()).isIn(200, 201);
      assertThat(found("sails dawn", JSON.readTree(written.body()).path("token").asText()))
          .as("after write %d of page %d", i, page)
          .isEqualTo(words);
    }
  }

  @Test
  void aWriteThatNeverHappenedIsAConflictWithinTheBound() throws Exception {
    String token =
        new WriteToken(
                "pages",
                "{\"book_id\":\"" + book + "\",\"page_num\":1}",
                System.currentTimeMillis() * 1_000)
            .encode();
    long began = System.nanoTime();
    HttpResponse<String> answer = search("anything", token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("not-yet-searchable");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aRequestWithAKeyIsCarriedOutOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    HttpResponse<String> first = send("PUT", path(1), "{\"text\":\"Once.\"}", key);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    HttpResponse<String> second = send("PUT", path(1), "{\"text\":\"Once.\"}", key);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    HttpResponse<String> other = send("PUT", path(1), "{\"text\":\"Twice.\"}", key);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("key-reused");
    assertThat(send("DELETE", path(1), "", key).body()).contains("key-reused");
    JsonNode page = get(path(1));
    assertThat(page.path("text").asText()).isEqualTo("Once.");
    assertThat(page.path("write_time")).isEqualTo(JSON.readTree(first.body()).path("write_time"));
  }

  @Test
  void anOlderWriteIsStaleAndTheNewerOneStands() throws Exception {
    send("PUT", path(2), "{\"text\":\"Newer.\",\"title\":\"T\"}", null);
    String old = ",\"write_time\":\"2026-01-01T00:00:00.000001Z\"}";
    HttpResponse<String> stale = send("PUT", path(2), "{\"text\":\"Older.\"" + old, null);
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("stale-write");
    assertThat(get(path(2)).path("text").asText()).isEqualTo("Newer.");
    send("PUT", path(2), "{\"text\":\"Without a title.\"}", null);
    assertThat(get(path(2)).path("title").isNull()).isTrue();
  }

  @Test
  void theTraceOfAFoundRowShowsEveryStage() throws Exception {
    JsonNode written = JSON.readTree(send("PUT", path(3), "{\"text\":\"A trace.\"}", null).body());
    found("trace", written.path("token").asText());
    JsonNode trace = trace(3);
    assertThat(trace.path("outcome").asText()).as(trace.toPrettyString()).isEqualTo("searchable");
    assertThat(trace.path("steps").findValuesAsText("state")).containsOnly("done");
    assertThat(trace.at("/steps/0/columns/text")).isEqualTo(written.path("write_time"));
    assertThat(trace.at("/steps/1/position")).isEqualTo(trace.at("/steps/4/position"));
    assertThat(trace.at("/steps/1/at").asText()).startsWith("20");
    assertThat(trace.at("/steps/4/served_from").asText()).isEqualTo("live");
    String deleted = JSON.readTree(send("DELETE", path(3), "", null).body()).path("token").asText();
    found("trace", deleted);
    assertThat(trace(3).path("outcome").asText()).isEqualTo("no_such_row");
  }

  @Test
  void theTraceOfARefusedRowNamesTheReason() throws Exception {
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text) VALUES (?, 4, ?)",
                book,
                "long ".repeat(50_000)));
    Eventually.holds(
        "the trace knows of the dead letter",
        Stack.PATIENCE,
        () -> trace(4).path("outcome").asText().equals("refused"));
    JsonNode trace = trace(4);
    assertThat(trace.path("verdict").asText()).contains("TEXT_TOO_LONG");
    assertThat(trace.at("/steps/1/state").asText()).isEqualTo("done");
    assertThat(trace.at("/steps/2/reason").asText()).isEqualTo("TEXT_TOO_LONG");
    assertThat(trace.toString()).doesNotContain("long long");
  }

  private JsonNode trace(int page) throws Exception {
    String key = "{\"book_id\":\"" + book + "\",\"page_num\":" + page + "}";
    return get(
        "/v1/collections/pages/rows/" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "/trace");
  }

  private Map<Integer, String> found(String query, String token) throws Exception {
    HttpResponse<String> answer = search(query, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Map<Integer, String> words = new HashMap<>();
    for (JsonNode hit : JSON.readTree(answer.body()).path("hits")) {
      String text = hit.path("passage").path("text").asText();
      words.put(hit.path("key").path("page_num").asInt(), text.split("[ .]", -1)[1]);
    }
    return words;
  }

  private HttpResponse<String> search(String query, String token) throws Exception {
    return api.send(
        "POST",
        "/v1/collections/pages/search",
        JSON.writeValueAsString(
            Map.of("query", query, "mode", "text", "limit", 20, "book", book, "min_token", token)));
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(send("GET", path, "", null).body());
  }

  private String path(int page) {
    return "/v1/pages/" + book + "/" + page;
  }

  private HttpResponse<String> send(
      String method, String path, String body, @Nullable String idempotencyKey) throws Exception {
    URI uri = stack.api().resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + key())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String key() throws IOException {
    return Files.readString(stack.state().resolve("admin.key")).strip();
  }
}
