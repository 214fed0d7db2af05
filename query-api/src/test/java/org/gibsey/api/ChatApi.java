package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.gibsey.api.chats.ChatSettings;
import org.jspecify.annotations.Nullable;

/** A reader who talks to Edda over HTTP; several of these over the same pages are processes. */
final class ChatApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final TestApi api;

  /** An event as it was sent. */
  record Event(int id, String name, JsonNode data) {}

  ChatApi(FakePages pages, TalkingModel model, ChatSettings settings, Duration stopWithin)
      throws IOException {
    this.api =
        TestApi.start(
            new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt keeps time.")),
            pages,
            new FakeEmbedder(),
            model.client(),
            settings,
            TestApi.stopWithin(stopWithin));
  }

  ChatApi(FakePages pages, TalkingModel model) throws IOException {
    this(pages, model, ChatSettings.defaults(), Duration.ofSeconds(10));
  }

  /** Makes a chat with Edda and returns its address. */
  String chat() throws Exception {
    HttpResponse<String> made = api.post("/v1/chats", "{\"character\":\"edda\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return "/v1/chats/" + TestApi.json(made).path("id").asText();
  }

  /** Says something and returns the address of the turn. */
  String say(String chat, String message) throws Exception {
    HttpResponse<String> begun = trySaying(chat, message);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    return chat + "/turns/" + TestApi.json(begun).path("turn").asInt();
  }

  HttpResponse<String> trySaying(String chat, String message) throws Exception {
    return api.post(chat + "/turns", JSON.createObjectNode().put("message", message).toString());
  }

  JsonNode get(String path) throws Exception {
    HttpResponse<String> response = api.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return TestApi.json(response);
  }

  HttpResponse<String> delete(String path) throws Exception {
    return api.send(api.request(path).DELETE());
  }

  /** All events of a turn behind one of them, until its end. */
  List<Event> events(String turn, int after) throws Exception {
    try (BufferedReader lines = stream(turn, after)) {
      List<Event> events = new ArrayList<>();
      for (@Nullable Event event = next(lines); event != null; event = next(lines)) {
        events.add(event);
      }
      return events;
    }
  }

  /** The stream of a turn's events behind one of them, to be read as a test likes. */
  BufferedReader stream(String turn, int after) throws Exception {
    HttpRequest.Builder request = api.request(turn + "/events");
    if (after > 0) {
      request.header("Last-Event-ID", Integer.toString(after));
    }
    HttpResponse<java.io.InputStream> response =
        api.http.send(request.GET().build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isIn(200, 204);
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** The next event, of a stream that has one. */
  static Event mustNext(BufferedReader lines) {
    return Objects.requireNonNull(next(lines), "the stream has ended");
  }

  /** The next event, or null at the end of the stream. */
  static @Nullable Event next(BufferedReader lines) {
    try {
      int id = 0;
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Integer.parseInt(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return new Event(id, name, JSON.readTree(line.substring(6)));
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text that deltas tell. */
  static String text(List<Event> events) {
    return events.stream()
        .filter(event -> event.name().equals("delta"))
        .map(event -> event.data().path("text").asText())
        .collect(Collectors.joining());
  }

  HttpResponse<String> patch(String path, String json) throws Exception {
    return api.send(
        api.request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Not within 15 s: " + what);
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
