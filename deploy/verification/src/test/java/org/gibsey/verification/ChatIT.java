package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.chats.ChatStore;
import org.gibsey.api.chats.ChatStoreContract;
import org.gibsey.benchmarks.api.ApiProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Talking to a character while connections and processes of the API come and go. */
@ExtendWith(Stack.Provider.class)
final class ChatIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String character = "chat-it-" + UUID.randomUUID();

  /** An event as it was sent. */
  private record Event(int id, String name, JsonNode data) {}

  ChatIT(Stack stack) {
    this.stack = stack;
  }

  /** The real store does what every store does. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Store extends ChatStoreContract {
    private final CassandraConnection connection =
        CassandraConnection.open(
            List.of(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), stack.port("GIBSEY_CASSANDRA_PORT"))),
            "datacenter1",
            SOON);
    private final ChatStore store = ChatStore.in(connection, SOON);

    @Override
    protected ChatStore store() {
      try {
        Eventually.holds("connected", SOON, this::isConnected);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return store;
    }

    private boolean isConnected() {
      try {
        return !connection.session().isClosed();
      } catch (RuntimeException e) {
        return false;
      }
    }

    @AfterAll
    void close() {
      connection.close();
    }
  }

  @Test
  void outlivesConnectionsAndProcesses() throws Exception {
    makeCharacter();
    try (TalkativeModel model = new TalkativeModel();
        ApiProcess here = start("here", model);
        ApiProcess there = start("there", model)) {
      long before = funds(there).path("balance").asLong();
      String chat = "/v1/chats/" + make(there).path("id").asText();

      String stopped = resumedElsewhereAndStopped(here, there, chat, model);
      long paid = require(there, "GET", stopped, "").path("credits").asLong();
      assertThat(paid).isPositive();

      String killed = killed(here, there, chat);
      assertThat(require(there, "GET", killed, "").path("status").asText()).isEqualTo("failed");
      Eventually.holds(
          "the reservation is settled", SOON, () -> funds(there).path("reserved").asLong() == 0);
      assertThat(funds(there).path("balance").asLong()).isEqualTo(before - paid);
      assertThat(sumOfLedger(there)).isEqualTo(before - paid);

      JsonNode messages = require(there, "GET", chat, "").path("messages");
      assertThat(messages).hasSize(4);
      JsonNode receipt = require(there, "DELETE", chat, "");
      assertThat(receipt.path("erased").size()).isPositive();
      assertThat(send(there, "GET", chat, "").statusCode()).isEqualTo(404);
    }
  }

  /** A turn that is read here, then there behind the last event, and stopped there. */
  private String resumedElsewhereAndStopped(
      ApiProcess here, ApiProcess there, String chat, TalkativeModel model) throws Exception {
    String turn = chat + "/turns/" + say(here, chat);
    List<Event> events = new ArrayList<>();
    read(here, turn, events, 4);
    read(there, turn, events, 8);
    HttpResponse<String> stop = send(there, "DELETE", turn, "");
    assertThat(stop.statusCode()).as(stop.body()).isEqualTo(200);
    assertThat(model.left.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    read(there, turn, events, Integer.MAX_VALUE);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).id()).isEqualTo(i + 1);
    }
    assertThat(events.getLast().name()).isEqualTo("done");
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append(event.data().path("text").asText()));
    assertThat(text.toString()).startsWith("word1 word2 word3");
    assertThat(require(there, "GET", turn, "").path("reply").asText()).isEqualTo(text.toString());
    return turn;
  }

  /** A turn whose process is killed while it is read there. */
  private String killed(ApiProcess here, ApiProcess there, String chat) throws Exception {
    String turn = chat + "/turns/" + say(here, chat);
    List<Event> events = new ArrayList<>();
    read(there, turn, events, 4);
    here.kill();
    read(there, turn, events, Integer.MAX_VALUE);
    assertThat(events.getLast().name()).isEqualTo("error");
    assertThat(events).extracting(Event::name).contains("delta").doesNotContain("usage", "done");
    return turn;
  }

  private int say(ApiProcess api, String chat) throws Exception {
    Eventually.holds(
        "the API can speak",
        Stack.PATIENCE,
        () -> send(api, "POST", chat + "/quote", "{\"message\":\"Hello\"}").statusCode() == 200);
    return require(api, "POST", chat + "/turns", "{\"message\":\"Tell me everything\"}")
        .path("turn")
        .asInt();
  }

  private JsonNode make(ApiProcess api) throws Exception {
    return require(api, "POST", "/v1/chats", "{\"character\":\"" + character + "\"}");
  }

  private JsonNode funds(ApiProcess api) throws Exception {
    return require(api, "GET", "/v1/me", "").path("account");
  }

  private long sumOfLedger(ApiProcess api) throws Exception {
    long sum = 0;
    @Nullable String cursor = "";
    while (cursor != null) {
      String path = "/v1/me/ledger?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
      JsonNode page = require(api, "GET", path, "");
      for (JsonNode entry : page.path("entries")) {
        sum += entry.path("amount").asLong();
      }
      cursor = page.path("cursor").isNull() ? null : page.path("cursor").asText();
    }
    return sum;
  }

  private ApiProcess start(String name, TalkativeModel model) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    return ApiProcess.start(
        Path.of(System.getProperty("checkout")),
        own,
        stack.kafka(),
        List.of(
            "--cassandra=127.0.0.1:" + stack.port("GIBSEY_CASSANDRA_PORT"),
            "--turn-lost-after=3s",
            "--llm=openai",
            "--llm-url=" + model.url(),
            "--llm-name=talkative"),
        Map.of());
  }

  private void makeCharacter() throws Exception {
    String key = Files.readString(stack.state().resolve("writer.key")).strip();
    HttpResponse<String> made =
        http.send(
            HttpRequest.newBuilder(URI.create(stack.api() + "/v1/characters/" + character))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"card\":{\"spec\":\"chara_card_v3\",\"spec_version\":\"3.0\","
                            + "\"data\":{\"name\":\"Talker\",\"description\":\"Talks.\"}}}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  private JsonNode require(ApiProcess api, String method, String path, String body)
      throws Exception {
    HttpResponse<String> response = send(api, method, path, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(ApiProcess api, String method, String path, String body)
      throws Exception {
    return http.send(
        request(api, path).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(ApiProcess api, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + ApiProcess.KEY)
        .header("Content-Type", "application/json");
  }

  /** Reads events behind the last one until there are so many, or the stream ends. */
  private void read(ApiProcess api, String turn, List<Event> events, int most) throws Exception {
    HttpResponse<InputStream> response =
        http.send(
            request(api, turn + "/events")
                .header("Last-Event-ID", Integer.toString(events.size()))
                .GET()
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      int id = 0;
      String name = "";
      String line = lines.readLine();
      while (line != null && events.size() < most) {
        if (line.startsWith("id: ")) {
          id = Integer.parseInt(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, name, JSON.readTree(line.substring(6))));
        }
        line = events.size() < most ? lines.readLine() : null;
      }
    }
  }
}
