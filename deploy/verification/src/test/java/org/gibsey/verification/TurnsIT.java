package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gibsey.api.token.WriteToken;
import org.gibsey.benchmarks.ApiClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said in chats is found by its owner at once, by nobody else, and gone when deleted. */
@ExtendWith(Stack.Provider.class)
final class TurnsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TURNS = "/v1/collections/turns";

  private final Stack stack;
  private final ApiClient reader;
  private final ApiClient writer;
  private final String chat = "turns-" + UUID.randomUUID();

  TurnsIT(Stack stack) throws IOException {
    this.stack = stack;
    this.reader = new ApiClient(stack.api(), key("reader"));
    this.writer = new ApiClient(stack.api(), key("writer"));
  }

  @AfterEach
  void deleteChat() {
    cql("DELETE FROM turns WHERE chat_id = ?", chat);
  }

  @Test
  void whatIsSaidIsFoundByItsOwnerAndByNobodyElse() throws Exception {
    long writtenAt = say(1, "reader", "The cormorant dries its wings on the mole.");
    say(1, "character", "It does so whenever the bell has spoken.");
    assertThat(found(reader, "cormorant wings", token(1, "reader", writtenAt)))
        .contains("1 reader");
    assertThat(found(writer, "cormorant wings", null)).isEmpty();
    assertThat(searched(writer, "cormorant wings", token(1, "reader", writtenAt)).body())
        .contains("not-yet-searchable");

    String trace =
        TURNS
            + "/rows/"
            + URLEncoder.encode(rowKey(1, "reader"), StandardCharsets.UTF_8)
            + "/trace";
    assertThat(json(reader.send("GET", trace, "")).path("outcome").asText())
        .isEqualTo("searchable");
    HttpResponse<String> others = writer.send("GET", trace, "");
    assertThat(others.statusCode()).isEqualTo(404);
    assertThat(others.body()).contains("unknown-row");
    assertThat(writer.send("GET", TURNS + "/stats", "").statusCode()).isEqualTo(403);
  }

  @Test
  void aDeletedChatStaysDeletedWhateverComesLate() throws Exception {
    List<Long> times = new ArrayList<>();
    for (int turn = 1; turn <= 3; turn++) {
      times.add(say(turn, "reader", "Cormorant number " + turn + "."));
      times.add(say(turn, "character", "The cormorant number " + turn + ", indeed."));
    }
    assertThat(found(reader, "cormorant", token(3, "character", times.getLast()))).hasSize(6);

    cql("DELETE FROM turns WHERE chat_id = ? AND turn_num >= 3", chat);
    Eventually.holds(
        "the turns from the third on are gone",
        Stack.PATIENCE,
        () -> found(reader, "cormorant", null).size() == 4);

    long deletedAt = now();
    cql("DELETE FROM turns USING TIMESTAMP ? WHERE chat_id = ?", deletedAt, chat);
    // Each row leaves by itself; whoever has waited for all of them finds none.
    for (String speaker : List.of("reader", "character")) {
      found(reader, "cormorant", token(1, speaker, deletedAt));
      found(reader, "cormorant", token(2, speaker, deletedAt));
    }
    assertThat(found(reader, "cormorant", null)).isEmpty();

    // Older writes that come now lose, in the stream as in Cassandra; a newer one is another turn.
    write(2, "reader", "A cormorant of old.", times.getFirst());
    write(4, "reader", "A cormorant of before.", deletedAt);
    write(5, "reader", "A new cormorant.", deletedAt + 1);
    assertThat(found(reader, "cormorant", token(5, "reader", deletedAt + 1)))
        .containsExactly("5 reader");
  }

  @Test
  void theReceiptOfADeletedChatSaysWhatIsGoneAndWhatStays() throws Exception {
    String character = "cormorant-" + UUID.randomUUID();
    String card = "{\"name\":\"Cormorant\",\"description\":\"A bird.\",\"first_mes\":\"Hello.\"}";
    send(writer, "PUT", "/v1/characters/" + character, "{\"card\":%s}".formatted(card(card)));
    JsonNode made =
        send(reader, "POST", "/v1/chats", "{\"character\":\"%s\"}".formatted(character));
    String path = "/v1/chats/" + made.path("id").asText();
    send(reader, "POST", path + "/turns", "{\"message\":\"Do cormorants dry their wings?\"}");
    Eventually.holds(
        "the turn is done",
        Stack.PATIENCE,
        () -> send(reader, "GET", path + "/turns/1", "").path("status").asText().equals("done"));
    Eventually.holds(
        "both sides are found",
        Stack.PATIENCE,
        () -> said(reader, made.path("id").asText()).size() == 2);
    assertThat(said(writer, made.path("id").asText())).isEmpty();

    JsonNode receipt = send(reader, "DELETE", path, "");
    send(writer, "DELETE", "/v1/characters/" + character, "");

    assertThat(said(reader, made.path("id").asText())).as(receipt.toPrettyString()).isEmpty();
    assertThat(receipt.at("/search/verified").asBoolean()).as(receipt.toPrettyString()).isTrue();
    assertThat(receipt.at("/search/passages").asInt()).isZero();
    assertThat(line(receipt, "Cassandra gibsey.turns").path("rows").asInt()).isEqualTo(2);
    assertThat(line(receipt, "Cassandra gibsey.turns").path("state").asText()).isEqualTo("done");
    assertThat(line(receipt, "Kafka memory.dead-letters").path("done").asBoolean()).isTrue();
    assertThat(line(receipt, "checkpoints").path("state").asText()).isIn("done", "pending");
    JsonNode topic = line(receipt, "Kafka gibsey.gibsey.turns");
    assertThat(topic.path("state").asText()).isEqualTo("remains");
    // A week, and the day that a segment is written to.
    assertThat(Duration.between(Instant.now(), Instant.parse(topic.path("until").asText())))
        .isBetween(Duration.ofDays(7), Duration.ofDays(8));
    assertThat(receipt.path("erased"))
        .noneMatch(line -> line.path("state").asText().equals("unknown") && isOurs(line));
  }

  /** A copy of the index is not always there, and nobody knows what others keep. */
  private static boolean isOurs(JsonNode line) {
    return line.path("where").asText().startsWith("Cassandra")
        || line.path("where").asText().startsWith("Kafka");
  }

  private static String card(String data) {
    return "{\"spec\":\"chara_card_v2\",\"spec_version\":\"2.0\",\"data\":%s}".formatted(data);
  }

  private static JsonNode line(JsonNode receipt, String where) {
    for (JsonNode line : receipt.path("erased")) {
      if (line.path("where").asText().startsWith(where)) {
        return line;
      }
    }
    throw new AssertionError("no line of " + where + " in " + receipt);
  }

  /** Says something as the service does, and tells the time of the write. */
  private long say(int turn, String speaker, String text) {
    long micros = now();
    write(turn, speaker, text, micros);
    return micros;
  }

  private void write(int turn, String speaker, String text, long micros) {
    cql(
        "INSERT INTO turns (chat_id, turn_num, speaker, owner_id, character_id, book_id, progress,"
            + " said_at, text) VALUES (?, ?, ?, 'reader', 'nobody', 'no-book', 12, ?, ?)"
            + " USING TIMESTAMP ?",
        chat,
        turn,
        speaker,
        Instant.now(),
        text,
        micros);
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  private void cql(String statement, Object... values) {
    stack.cassandra().execute(SimpleStatement.newInstance(statement, values));
  }

  private String rowKey(int turn, String speaker) {
    return "{\"chat_id\":\"%s\",\"turn_num\":%d,\"speaker\":\"%s\"}".formatted(chat, turn, speaker);
  }

  private String token(int turn, String speaker, long micros) {
    return new WriteToken("turns", rowKey(turn, speaker), micros).encode();
  }

  /** Number and speaker of what is found of this chat. */
  private List<String> found(ApiClient client, String query, @Nullable String token)
      throws Exception {
    HttpResponse<String> answer = searched(client, query, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return keys(JSON.readTree(answer.body()));
  }

  private HttpResponse<String> searched(ApiClient client, String query, @Nullable String token)
      throws Exception {
    return search(client, query, chat, token);
  }

  private static List<String> said(ApiClient client, String chat) throws Exception {
    return keys(json(search(client, "cormorants wings", chat, null)));
  }

  private static HttpResponse<String> search(
      ApiClient client, String query, String chat, @Nullable String token) throws Exception {
    Map<String, Object> body = new HashMap<>();
    body.put("query", query);
    body.put("mode", "vector");
    body.put("exact", true);
    body.put("limit", 20);
    body.put("filter", Map.of("must", List.of(Map.of("field", "chat_id", "eq", chat))));
    if (token != null) {
      body.put("min_token", token);
    }
    return client.send("POST", TURNS + "/search", JSON.writeValueAsString(body));
  }

  private static List<String> keys(JsonNode answer) {
    List<String> keys = new ArrayList<>();
    for (JsonNode hit : answer.path("hits")) {
      keys.add(hit.at("/key/turn_num").asInt() + " " + hit.at("/key/speaker").asText());
    }
    return keys;
  }

  private static JsonNode send(ApiClient client, String method, String path, String body)
      throws Exception {
    HttpResponse<String> answer = client.send(method, path, body);
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, answer.body())
        .isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private String key(String role) throws IOException {
    return Files.readString(stack.state().resolve(role + ".key")).strip();
  }
}
