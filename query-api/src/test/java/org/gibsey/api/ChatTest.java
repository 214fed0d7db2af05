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

/** Talking to a character: chats, turns, what is remembered, and what is paid. */
final class ChatTest {
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
  void tellsEverythingInOrderAndPaysForTokens() throws Exception {
    String chat = reader.chat();
    String turn = reader.say(chat, "What keeps time?");
    model.say("Salt keeps it [1]", ", and nothing else.");
    model.end();
    List<Event> events = reader.events(turn, 0);
    assertThat(events).extracting(Event::id).isEqualTo(numbers(1, events.size()));
    assertThat(events.getFirst().name()).isEqualTo("retrieval");
    assertThat(events).extracting(Event::name).endsWith("usage", "done");
    int citation = events.stream().map(Event::name).toList().indexOf("citation");
    assertThat(events.get(citation + 1).data().path("text").asText()).startsWith("[1]");
    assertThat(ChatApi.text(events)).isEqualTo("Salt keeps it [1], and nothing else.");
    JsonNode usage = events.get(events.size() - 2).data();
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(100);
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(50);
    long credits = usage.path("credits").asLong();
    assertThat(credits).isPositive();
    awaitFree(chat);
    JsonNode account = reader.get("/v1/me").path("account");
    assertThat(account.path("reserved").asLong()).isZero();
    assertThat(account.path("balance").asLong())
        .isEqualTo(1_000 - credits)
        .isEqualTo(usage.path("balance").asLong());
  }

  @Test
  void keepsNothingButWhatTheTwoSaid() throws Exception {
    String chat = reader.chat();
    answered(chat, "What keeps time?", "Salt [1].");
    awaitFree(chat);
    JsonNode messages = reader.get(chat).path("messages");
    assertThat(messages).hasSize(2);
    assertThat(messages.path(0).path("speaker").asText()).isEqualTo("reader");
    assertThat(messages.path(0).path("text").asText()).isEqualTo("What keeps time?");
    assertThat(messages.path(1).path("text").asText()).isEqualTo("Salt [1].");
    assertThat(messages.path(1).path("status").asText()).isEqualTo("done");
    assertThat(messages.path(1).path("citations")).hasSize(1);
    answered(chat, "And who winds it?", "I do.");
    assertThat(model.asked.getLast()).contains("What keeps time?", "And who winds it?");
    JsonNode turn = reader.get(chat + "/turns/2");
    assertThat(turn.path("message").asText()).isEqualTo("And who winds it?");
    assertThat(turn.path("reply").asText()).isEqualTo("I do.");
  }

  @Test
  void takesNothingWhenCreditsAreShort() throws Exception {
    String chat = reader.chat();
    long price = price(chat, "Hello");
    pages.credits.reserve("reader", "other", 1_000 - price + 1, "all but too little");
    HttpResponse<String> refused = reader.trySaying(chat, "Hello");
    assertProblem(refused, 402, "insufficient-credits");
    assertThat(TestApi.json(refused).path("balance").asLong()).isEqualTo(price - 1);
    assertThat(TestApi.json(refused).path("price").asLong()).isEqualTo(price);
    JsonNode left = reader.get(chat);
    assertThat(left.path("messages")).isEmpty();
    assertThat(left.path("turns").asInt()).isZero();
    assertThat(left.path("writing").isNull()).isTrue();
    assertThat(model.asked).isEmpty();
  }

  private long price(String chat, String message) throws Exception {
    HttpResponse<String> quote =
        reader.api.post(chat + "/quote", "{\"message\":\"" + message + "\"}");
    assertThat(quote.statusCode()).as(quote.body()).isEqualTo(200);
    assertThat(TestApi.json(quote).path("model").asText()).isEqualTo(TalkingModel.NAME);
    return TestApi.json(quote).path("at_most").asLong();
  }

  @Test
  void answersOneMessageAtATime() throws Exception {
    String chat = reader.chat();
    String first = reader.say(chat, "One");
    assertProblem(reader.trySaying(chat, "Two"), 409, "turn-under-way");
    model.say("First.");
    model.end();
    reader.events(first, 0);
    // Right behind the last event, when its writer may not be through with it.
    String second = reader.say(chat, "Two");
    assertThat(second).endsWith("/turns/2");
    model.end();
    reader.events(second, 0);
  }

  @Test
  void beginsARepeatedRequestOnce() throws Exception {
    String chat = reader.chat();
    HttpResponse<String> first = sayOnce(chat, "key-1", "Hello");
    HttpResponse<String> again = sayOnce(chat, "key-1", "Hello");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    model.end();
    reader.events(chat + "/turns/1", 0);
    assertThat(reader.get(chat).path("turns").asInt()).isEqualTo(1);
  }

  @Test
  void findsTheTurnThatARequestBeganBeforeItsProcessDied() throws Exception {
    String chat = reader.chat();
    HttpResponse<String> first = sayOnce(chat, "key-1", "Hello");
    // As if the answer had never been kept, and the lease were over.
    var key = new org.gibsey.api.idempotency.KeyOfCaller("reader", "key-1");
    var kept = pages.requests.require(key);
    pages.requests.replace(
        key,
        kept.attempt(),
        new org.gibsey.api.idempotency.KeptRequest(
            kept.hash(), kept.attempt(), kept.beganAtMicros(), 0, null));
    HttpResponse<String> again = sayOnce(chat, "key-1", "Hello");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(TestApi.json(again).path("turn")).isEqualTo(TestApi.json(first).path("turn"));
    model.say("Once.");
    model.end();
    assertThat(ChatApi.text(reader.events(chat + "/turns/1", 0))).isEqualTo("Once.");
    assertThat(model.asked).hasSize(1);
  }

  private HttpResponse<String> sayOnce(String chat, String key, String message) throws Exception {
    return reader.api.send(
        reader
            .api
            .post(chat + "/turns", BodyPublishers.ofString("{\"message\":\"" + message + "\"}"))
            .header("Idempotency-Key", key));
  }

  @Test
  void replacesTurns() throws Exception {
    String chat = reader.chat();
    answered(chat, "One", "First.");
    String second = answered(chat, "Two", "Second.");
    answered(chat, "Three", "Third.");
    awaitFree(chat);
    HttpResponse<String> edited =
        reader.api.post(chat + "/turns", "{\"message\":\"Two again\",\"replaces\":2}");
    assertThat(TestApi.json(edited).path("turn").asInt()).isEqualTo(4);
    model.say("Fourth.");
    model.end();
    reader.events(chat + "/turns/4", 0);
    JsonNode messages = reader.get(chat).path("messages");
    assertThat(texts(messages)).containsExactly("One", "First.", "Two again", "Fourth.");
    assertProblem(reader.api.get(second), 404, "unknown-turn");
    assertThat(model.asked.getLast()).contains("First.").doesNotContain("Second.", "Third.");
    assertProblem(
        reader.api.post(chat + "/turns", "{\"message\":\"x\",\"replaces\":9}"),
        422,
        "invalid-value");
  }

  @Test
  void showsWhatWasSaidFromItsEnd() throws Exception {
    String chat = reader.chat();
    for (int i = 1; i <= 5; i++) {
      answered(chat, "Message " + i, "Reply " + i);
    }
    JsonNode newest = reader.get(chat + "?limit=2");
    assertThat(texts(newest.path("messages")))
        .containsExactly("Message 4", "Reply 4", "Message 5", "Reply 5");
    int before = newest.path("earlier").asInt();
    JsonNode older = reader.get(chat + "?limit=3&before=" + before);
    assertThat(texts(older.path("messages"))).startsWith("Message 1").endsWith("Reply 3");
    assertThat(older.path("earlier").isNull()).isTrue();
  }

  @Test
  void remembersOldTurnsInASummary() throws Exception {
    String chat = reader.chat();
    for (int i = 1; i <= 10; i++) {
      answered(chat, "Message number " + i, "Reply number " + i);
      awaitFree(chat);
    }
    // The summary asks the model, too.
    ChatApi.await("a summary is asked for", () -> model.asked.size() == 11);
    model.say("They counted to four.");
    model.end();
    ChatApi.await(
        "the summary is kept",
        () ->
            pages
                .chats
                .store()
                .chats()
                .chat("reader", chat.substring("/v1/chats/".length()))
                .orElseThrow()
                .summary()
                .text()
                .contains("counted"));
    answered(chat, "Go on", "Yes.");
    assertThat(model.asked.getLast())
        .contains("They counted to four.", "Message number 5")
        .doesNotContain("Message number 4");
    assertThat(reader.get("/v1/me").path("account").path("reserved").asLong()).isZero();
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

  private void awaitFree(String chat) throws Exception {
    ChatApi.await(
        "the chat is free",
        () -> {
          try {
            return reader.get("/v1/chats").path("chats").findParents("id").stream()
                .filter(one -> chat.endsWith(one.path("id").asText()))
                .allMatch(one -> one.path("writing").isNull());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private static List<String> texts(JsonNode messages) {
    List<String> texts = new ArrayList<>();
    messages.forEach(message -> texts.add(message.path("text").asText()));
    return texts;
  }

  private static List<Integer> numbers(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).boxed().toList();
  }
}
