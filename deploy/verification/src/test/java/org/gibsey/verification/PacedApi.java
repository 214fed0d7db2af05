package org.gibsey.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gibsey.benchmarks.api.ApiProcess;
import org.jspecify.annotations.Nullable;

/**
 * A second API over the stack, with readers whom nobody saw before, whose characters speak through
 * a {@link PacedModel}. New readers get {@value #OPENING_GRANT} credits, less than any message
 * costs.
 */
final class PacedApi implements AutoCloseable {
  static final int OPENING_GRANT = 3;

  /** The least that a message costs. */
  static final int LEAST = 4;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int READERS = 20;
  private static final String ADMIN = "admin";

  private final ApiProcess process;
  private final String run;
  private final HttpClient http = HttpClient.newHttpClient();
  private int readers;

  private PacedApi(ApiProcess process, String run) {
    this.process = process;
    this.run = run;
  }

  /**
   * A reader.
   *
   * @param id of the owner of what is theirs
   */
  record Reader(String id, String key) {}

  static PacedApi start(Stack stack, Path folder, PacedModel model) throws IOException {
    String run = "page-" + UUID.randomUUID();
    StringBuilder keys = new StringBuilder(keyLine(run, ADMIN, ADMIN));
    for (int i = 0; i < READERS; i++) {
      keys.append(keyLine(run, "reader" + i, "reader"));
    }
    Files.writeString(folder.resolve("api-keys.yaml"), keys);
    Path prices = folder.resolve("prices.yaml");
    Files.writeString(
        prices,
        "models:%n  %s: {prompt: 1, completion: 4, least: %d}%n".formatted(PacedModel.NAME, LEAST));
    ApiProcess process =
        ApiProcess.start(
            Path.of(System.getProperty("checkout")),
            folder,
            stack.kafka(),
            List.of(
                "--cassandra=127.0.0.1:" + stack.port("GIBSEY_CASSANDRA_PORT"),
                "--opening-grant=" + OPENING_GRANT,
                "--prices=" + prices,
                "--llm=openai",
                "--llm-url=" + model.url(),
                "--llm-name=" + PacedModel.NAME),
            Map.of());
    return new PacedApi(process, run);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + process.port());
  }

  /** A reader with so many credits beside the opening grant. */
  Reader newReader(long credits) throws IOException, InterruptedException {
    String name = "reader" + readers++;
    Reader reader = new Reader(run + "-" + name, key(run, name));
    if (credits > 0) {
      grant(reader, credits);
    }
    return reader;
  }

  void grant(Reader reader, long credits) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("credits", credits).put("reason", "a test");
    send("POST", "/v1/accounts/" + reader.id() + "/grants", key(run, ADMIN), body);
  }

  /** A character who knows what a speaker of the demo book says. */
  String writeCharacter(String speaker, String greeting) throws IOException, InterruptedException {
    String id = run;
    ObjectNode body = JSON.createObjectNode().put("book_id", "the-salt-clock");
    body.putObject("card")
        .put("spec", "chara_card_v3")
        .put("spec_version", "3.0")
        .putObject("data")
        .put("name", speaker)
        .put("description", speaker + " is of the salt coast. There is more to say.")
        .put("personality", "")
        .put("scenario", "")
        .put("first_mes", greeting)
        .put("mes_example", "")
        .put("creator_notes", "")
        .put("system_prompt", "")
        .put("post_history_instructions", "")
        .put("creator", "")
        .put("character_version", "1")
        .putObject("extensions");
    ObjectNode data = (ObjectNode) body.path("card").path("data");
    data.putArray("tags");
    data.putArray("alternate_greetings");
    data.putArray("group_only_greetings");
    send("PUT", "/v1/characters/" + id, key(run, ADMIN), body);
    return id;
  }

  void deleteCharacter(String id) throws IOException, InterruptedException {
    send("DELETE", "/v1/characters/" + id, key(run, ADMIN), JSON.createObjectNode());
  }

  /** Whether all that it needs is there, and the model of meanings loaded. */
  boolean isReady() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url().resolve("/readyz")).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** What the API answers a reader. */
  JsonNode get(Reader reader, String path) throws IOException, InterruptedException {
    return send("GET", path, reader.key(), null);
  }

  private JsonNode send(String method, String path, String key, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (method.equals("POST")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private static String keyLine(String run, String name, String role) {
    return "- {id: \"%s\", owner: \"%s\", role: \"%s\", sha256: \"%s\"}%n"
        .formatted(run + "-" + name, run + "-" + name, role, sha256(key(run, name)));
  }

  private static String key(String run, String name) {
    return run + "-" + name + "-key";
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
