package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ChatApi.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listing, changing and deleting chats, each by its owner alone. */
final class ChatListTest {
  private final FakePages pages = new FakePages();
  private TalkingModel model;
  private ChatApi reader;

  @BeforeEach
  void start() throws Exception {
    model = new TalkingModel();
    reader = new ChatApi(pages, model);
  }

  @AfterEach
  void stop() {
    reader.close();
    model.close();
  }

  private String answered(String chat, String message, String... pieces) throws Exception {
    String turn = reader.say(chat, message);
    model.say(pieces);
    model.end();
    List<Event> events = reader.events(turn, 0);
    assertThat(events.getLast().name()).isEqualTo("done");
    return turn;
  }

  @Test
  void listsRenamesAndDeletes() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.addFirst(reader.chat());
    }
    JsonNode first = reader.get("/v1/chats?limit=2");
    JsonNode rest = reader.get("/v1/chats?limit=2&cursor=" + first.path("cursor").asText());
    List<String> listed = new ArrayList<>();
    first.path("chats").forEach(chat -> listed.add("/v1/chats/" + chat.path("id").asText()));
    rest.path("chats").forEach(chat -> listed.add("/v1/chats/" + chat.path("id").asText()));
    assertThat(listed).isEqualTo(made);
    assertThat(rest.path("cursor").isNull()).isTrue();

    String chat = made.getFirst();
    HttpResponse<String> renamed = reader.patch(chat, "{\"title\":\"Of salt\",\"progress\":12}");
    assertThat(TestApi.json(renamed).path("title").asText()).isEqualTo("Of salt");
    assertThat(reader.get(chat).path("progress").asInt()).isEqualTo(12);

    answered(chat, "Hello", "Hello, reader.");
    HttpResponse<String> receipt = reader.delete(chat);
    assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
    assertThat(TestApi.json(receipt).path("erased").path(0).path("rows").asInt()).isEqualTo(2);
    assertProblem(reader.api.get(chat), 404, "unknown-chat");
    assertProblem(reader.api.get(chat + "/turns/1/events"), 404, "unknown-chat");
    assertThat(reader.get("/v1/chats").path("chats")).hasSize(2);
  }

  @Test
  void stopsWhatItDeletes() throws Exception {
    String chat = reader.chat();
    reader.say(chat, "Hello");
    model.say("Hel");
    ChatApi.await("the model is asked", () -> !model.asked.isEmpty());
    assertThat(reader.delete(chat).statusCode()).isEqualTo(200);
    assertThat(model.left.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertProblem(reader.api.get(chat), 404, "unknown-chat");
    assertThat(reader.get("/v1/me").path("account").path("reserved").asLong()).isZero();
  }

  @Test
  void tellsNobodyOfWhatIsAnothers() throws Exception {
    String chat = reader.chat();
    answered(chat, "Hello", "Hello.");
    for (String path : List.of(chat, chat + "/turns/1", chat + "/turns/1/events")) {
      assertProblem(as(TestApi.ADMIN, "GET", path, ""), 404, "unknown-chat");
    }
    assertProblem(as(TestApi.ADMIN, "DELETE", chat, ""), 404, "unknown-chat");
    assertProblem(as(TestApi.ADMIN, "DELETE", chat + "/turns/1", ""), 404, "unknown-chat");
    assertProblem(as(TestApi.ADMIN, "PATCH", chat, "{\"title\":\"x\"}"), 404, "unknown-chat");
    for (String path : List.of(chat + "/turns", chat + "/quote")) {
      assertProblem(as(TestApi.ADMIN, "POST", path, "{\"message\":\"x\"}"), 404, "unknown-chat");
    }
    assertThat(reader.get(chat).path("title").asText()).isEqualTo("Edda");
  }

  private HttpResponse<String> as(String key, String method, String path, String body)
      throws Exception {
    return reader.api.send(
        reader
            .api
            .anonymous(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    String chat = reader.chat();
    assertProblem(reader.trySaying(chat, " "), 422, "empty-query");
    assertProblem(reader.trySaying(chat, "x".repeat(8_001)), 422, "invalid-value");
    assertProblem(reader.api.post("/v1/chats", "{\"character\":\"x\"}"), 404, "unknown-character");
    assertProblem(reader.api.get(chat + "/turns/1"), 404, "unknown-turn");
    assertProblem(reader.api.get(chat + "/turns/x"), 404, "unknown-turn");
    assertProblem(reader.api.get("/v1/chats?limit=0"), 422, "invalid-value");
    assertProblem(reader.api.get("/v1/chats?cursor=x"), 422, "invalid-value");
    assertProblem(reader.patch(chat, "{\"title\":\"a\\nb\"}"), 422, "invalid-value");
    pages.chats.goAway();
    assertProblem(reader.api.get(chat), 503, "store-unavailable");
    pages.chats.comeBack();
  }
}
