package org.gibsey.verification;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader earns, is given and sees of it, in Cassandra. */
@ExtendWith(Stack.Provider.class)
final class CreditsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String owner = "saver-" + UUID.randomUUID().toString().substring(0, 8);
  private String key = "";

  CreditsIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void makeKey() throws Exception {
    String printed =
        stack
            .script()
            .run(
                Duration.ofMinutes(1),
                "keys",
                "add",
                "--owner",
                owner,
                "--role",
                "writer",
                "--id",
                owner)
            .mustSucceed()
            .output();
    key = printed.lines().filter(line -> line.matches("[0-9a-f]{64}")).findFirst().orElseThrow();
    Eventually.holds("the key is valid", PATIENCE, () -> get(key, "/v1/me").statusCode() == 200);
  }

  @AfterEach
  void revokeKey() throws Exception {
    send(request(key, "/v1/pages/" + owner + "/1").DELETE());
    stack.script().run(Duration.ofMinutes(1), "keys", "revoke", owner).mustSucceed();
    http.close();
  }

  @Test
  void whatIsEarnedAndGivenIsInTheLedgerOnceAndAddsUp() throws Exception {
    long opening = balance();
    for (int i = 0; i < 2; i++) {
      String question = "{\"question\":\"What keeps the clock from freezing?\"}";
      Eventually.holds(
          "the question is answered",
          PATIENCE,
          () -> send(json(key, "/v1/ask").POST(body(question))).statusCode() == 200);
      String page = "{\"text\":\"Salt.\",\"write_time\":\"2026-01-01T00:00:00Z\"}";
      HttpResponse<String> saved = send(json(key, "/v1/pages/" + owner + "/1").PUT(body(page)));
      assertThat(saved.statusCode()).as(saved.body()).isBetween(200, 201);
    }
    JsonNode earning = me().path("earning");
    long earned = earning.at("/asking/credits").asLong() + earning.at("/saving/credits").asLong();
    Eventually.holds("both are earned", PATIENCE, () -> balance() >= opening + earned);
    grant("gift", 250);
    grant("gift", 250);
    List<JsonNode> entries = ledger();
    assertThat(entries.stream().map(entry -> entry.path("kind").asText()))
        .containsExactlyInAnyOrder("opening", "asking", "saving", "grant");
    assertThat(entries.stream().mapToLong(entry -> entry.path("entry").asLong()))
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(entries.stream().mapToLong(entry -> entry.path("amount").asLong()).sum())
        .isEqualTo(balance())
        .isEqualTo(opening + earned + 250);
    for (int i = 0; i < entries.size() - 1; i++) {
      assertThat(entries.get(i).path("balance_after").asLong())
          .isEqualTo(
              entries.get(i + 1).path("balance_after").asLong()
                  + entries.get(i).path("amount").asLong());
    }
    assertThat(exported()).hasSize(4);
    assertThat(get(key, "/v1/ledger.csv").statusCode()).isEqualTo(403);
    assertThat(get(key, "/v1/accounts/" + owner + "/ledger").statusCode()).isEqualTo(403);
  }

  @Test
  void theScriptShowsAndGives() throws Exception {
    long before = balance();
    String given = script("grant", owner, "7", "For =the test", "--once", owner);
    assertThat(given).contains(owner + " has " + (before + 7) + " credits now.");
    script("grant", owner, "7", "For =the test", "--once", owner);
    assertThat(script("show", owner).strip()).isEqualTo(Long.toString(before + 7));
    assertThat(script("ledger", owner)).contains("For =the test", "opening");
  }

  private String script(String... arguments) throws Exception {
    return stack.script().run(Duration.ofMinutes(1), "credits", arguments).mustSucceed().output();
  }

  private void grant(String requestKey, long credits) throws Exception {
    HttpResponse<String> given =
        send(
            json(admin(), "/v1/accounts/" + owner + "/grants")
                .header("Idempotency-Key", owner + requestKey)
                .POST(body("{\"credits\":" + credits + ",\"reason\":\"For the test\"}")));
    assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
  }

  /** The owner's ledger, an entry on each page. */
  private List<JsonNode> ledger() throws Exception {
    List<JsonNode> entries = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      String query = "?limit=1" + (cursor == null ? "" : "&cursor=" + cursor);
      JsonNode page = JSON.readTree(get(key, "/v1/me/ledger" + query).body());
      page.path("entries").forEach(entries::add);
      cursor = page.path("cursor").textValue();
    } while (cursor != null);
    return entries;
  }

  /** The owner's lines of the file. */
  private List<String> exported() throws Exception {
    HttpResponse<String> csv = get(admin(), "/v1/ledger.csv");
    assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
    return csv.body().lines().filter(line -> line.startsWith(owner + ",")).toList();
  }

  private JsonNode me() throws Exception {
    return JSON.readTree(get(key, "/v1/me").body());
  }

  private long balance() throws Exception {
    return me().at("/account/balance").asLong();
  }

  private String admin() throws IOException {
    Path file = stack.state().resolve("admin.key");
    return Files.readString(file).strip();
  }

  private HttpResponse<String> get(String who, String path) throws Exception {
    return send(request(who, path).GET());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder json(String who, String path) {
    return request(who, path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String who, String path) {
    return HttpRequest.newBuilder(URI.create(stack.api() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + who);
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }
}
