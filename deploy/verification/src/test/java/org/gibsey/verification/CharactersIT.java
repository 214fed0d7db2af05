package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Characters between the API and Cassandra. */
@ExtendWith(Stack.Provider.class)
final class CharactersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json";
  private static final String DEMO = "/v1/characters/wren-ashdown";

  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String book = "characters-" + UUID.randomUUID();
  private final String id = "it-" + UUID.randomUUID();
  private final String path = "/v1/characters/" + id;

  CharactersIT(Stack stack) {
    this.stack = stack;
  }

  @AfterEach
  void deleteCharacter() throws Exception {
    send("DELETE", path, JSON_TYPE, new byte[0]);
    http.close();
  }

  @Test
  void aPictureWithACardBecomesACharacterAndGoesOutAgain() throws Exception {
    byte[] picture = send("GET", DEMO + "/export?format=png", JSON_TYPE, new byte[0]).body();
    HttpResponse<byte[]> made =
        send("POST", "/v1/characters/import?book=" + book + "&id=" + id, "image/png", picture);
    assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
    JsonNode cast = json(get("/v1/characters?book=" + book));
    assertThat(cast.path("characters").findValuesAsText("id")).containsExactly(id);
    JsonNode whole = json(get(path));
    assertThat(whole.path("card")).isEqualTo(json(get(DEMO)).path("card"));
    assertThat(whole.at("/knows/must/0/eq").asText()).isEqualTo("Wren Ashdown");
    assertThat(get(path + "/export?format=png").body()).isEqualTo(picture);
    assertThat(get(path + "/portrait").headers().firstValue("Content-Type")).hasValue("image/png");

    String edited = "{\"card\":{\"name\":\"Nam\"},\"book_id\":\"" + book + "\"}";
    assertThat(put(edited).statusCode()).isEqualTo(200);
    assertThat(json(get(path)).path("name").asText()).isEqualTo("Nam");
    assertThat(get(path + "/portrait").headers().firstValue("Content-Type")).hasValue("image/png");
    String late = "{\"card\":{\"name\":\"Nan\"},\"write_time\":\"2020-01-01T00:00:00Z\"}";
    assertThat(put(late).statusCode()).isEqualTo(409);

    assertThat(send("DELETE", path, JSON_TYPE, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(get(path + "/portrait").statusCode()).isEqualTo(404);
    assertThat(json(get("/v1/characters?book=" + book)).path("characters")).isEmpty();
  }

  @Test
  void theDemoBooksCharactersAreLoadedOnceAndNeverOverAnEdit() throws Exception {
    JsonNode cast = json(get("/v1/characters?book=the-salt-clock"));
    assertThat(cast.path("characters")).hasSize(9);
    JsonNode card = json(get(DEMO)).path("card");
    String body =
        JSON.createObjectNode().put("book_id", "the-salt-clock").set("card", card).toString();
    send("PUT", DEMO, JSON_TYPE, body.getBytes(StandardCharsets.UTF_8));
    long edited = writtenAt();
    assertThat(stack.up().mustSucceed().output()).contains("9 characters, 0 of them written");
    assertThat(writtenAt()).isEqualTo(edited);
  }

  private long writtenAt() {
    Row row =
        Objects.requireNonNull(
            stack
                .cassandra()
                .execute(
                    "SELECT WRITETIME(card) AS at FROM gibsey.characters"
                        + " WHERE character_id = 'wren-ashdown'")
                .one());
    return row.getLong("at");
  }

  private HttpResponse<byte[]> put(String body) throws Exception {
    return send("PUT", path, JSON_TYPE, body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> get(String address) throws Exception {
    return send("GET", address, JSON_TYPE, new byte[0]);
  }

  private HttpResponse<byte[]> send(String method, String address, String type, byte[] body)
      throws Exception {
    String key = Files.readString(stack.state().resolve("admin.key")).strip();
    return http.send(
        HttpRequest.newBuilder(URI.create(stack.api() + address))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", type)
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> response) throws Exception {
    return JSON.readTree(response.body());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
