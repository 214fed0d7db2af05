package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.ChatApi.Event;
import org.gibsey.api.chats.ChatSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How turns end that do not come to their end by themselves, and what is paid for them. */
final class TurnEndTest {
  private final FakePages pages = new FakePages();
  private TalkingModel model;
  private ChatApi here;
  private ChatApi there;

  @BeforeEach
  void start() throws Exception {
    model = new TalkingModel();
    ChatSettings settings = new ChatSettings(1, 10, Duration.ofSeconds(20), Duration.ofSeconds(30));
    here = new ChatApi(pages, model, settings, Duration.ZERO);
    there = new ChatApi(pages, model, settings, Duration.ZERO);
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    model.close();
  }

  /** Begins a turn and returns when it has said something. */
  private String talking(String chat) throws Exception {
    String turn = here.say(chat, "Tell me everything");
    model.say("It began with salt. ");
    try (BufferedReader lines = here.stream(turn, 0)) {
      Event event = ChatApi.mustNext(lines);
      while (!event.name().equals("delta")) {
        event = ChatApi.mustNext(lines);
      }
    }
    return turn;
  }

  @Test
  void stopsAtTheModelAndPaysForWhatWasSaid() throws Exception {
    String turn = talking(here.chat());
    HttpResponse<String> stopped = here.delete(turn);
    assertThat(stopped.statusCode()).isEqualTo(200);
    assertThat(TestApi.json(stopped).path("status").asText()).isEqualTo("stopped");
    assertThat(model.left.await(10, TimeUnit.SECONDS)).isTrue();
    List<Event> events = here.events(turn, 0);
    assertThat(events.getLast().data().path("finish_reason").asText()).isEqualTo("stopped");
    assertThat(events.get(events.size() - 2).data().path("credits").asLong()).isPositive();
    assertThat(events.get(events.size() - 2).data().path("estimated").asBoolean()).isTrue();
    JsonNode message = here.get(chatOf(turn)).path("messages").path(1);
    assertThat(message.path("text").asText()).isEqualTo("It began with salt.");
    assertThat(message.path("status").asText()).isEqualTo("stopped");
    assertThat(TestApi.json(here.delete(turn)).path("status").asText()).isEqualTo("stopped");
    assertThat(TestApi.json(there.delete(turn)).path("status").asText()).isEqualTo("stopped");
    awaitSettled(1_000 - events.get(events.size() - 2).data().path("credits").asLong());
  }

  @Test
  void stopsFromAnotherProcess() throws Exception {
    String turn = talking(here.chat());
    HttpResponse<String> stopped = there.delete(turn);
    assertThat(TestApi.json(stopped).path("status").asText()).isEqualTo("stopped");
    assertThat(model.left.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(there.events(turn, 0).getLast().name()).isEqualTo("done");
  }

  @Test
  void goesOnWhenItsReaderLeaves() throws Exception {
    String turn = talking(here.chat());
    model.say("And ended with it.");
    model.end();
    assertThat(ChatApi.text(there.events(turn, 0)))
        .isEqualTo("It began with salt. And ended with it.");
    assertThat(model.left.getCount()).isOne();
  }

  @Test
  void paysNothingForWhatFailed() throws Exception {
    String turn = talking(here.chat());
    model.fail();
    List<Event> events = here.events(turn, 0);
    assertThat(events).extracting(Event::name).doesNotContain("usage", "done");
    assertThat(events.getLast().name()).isEqualTo("error");
    assertThat(events.getLast().data().path("type").asText())
        .isEqualTo("urn:gibsey:problem:language-model-unavailable");
    awaitSettled(1_000);
    JsonNode messages = here.get(chatOf(turn)).path("messages");
    assertThat(messages.path(1).path("status").asText()).isEqualTo("failed");
    assertThat(messages.path(1).path("text").asText()).isEqualTo("It began with salt.");
    String next = here.say(chatOf(turn), "Once more");
    model.say("Gladly.");
    model.end();
    here.events(next, 0);
    // What failed is not part of what the model is told.
    assertThat(model.asked.getLast()).doesNotContain("It began with salt", "Tell me everything");
  }

  @Test
  void endsForGoodWhatADeadProcessLeftAndItsZombieCannotChangeIt() throws Exception {
    String turn = talking(here.chat());
    String reservation = turn.substring("/v1/chats/".length()).replace("/turns/", "/");
    CompletableFuture<List<Event>> reader =
        CompletableFuture.supplyAsync(() -> events(there, turn));
    long paid = there.api.abandoned().end("reader", reservation);
    assertThat(paid).isZero();
    List<Event> events = reader.get(10, TimeUnit.SECONDS);
    assertThat(events.getLast().name()).isEqualTo("error");
    assertThat(ChatApi.text(events)).isEqualTo("It began with salt.");
    // The other process has not died at all: it was only away, and goes on.
    model.say("Nobody will ever read this.");
    assertThat(model.left.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(there.events(turn, 0)).isEqualTo(events);
    assertThat(there.api.abandoned().end("reader", reservation)).isZero();
    String next = there.say(chatOf(turn), "Anybody there?");
    assertThat(next).endsWith("/2");
  }

  private static List<Event> events(ChatApi process, String turn) {
    try {
      return process.events(turn, 0);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void endsTurnsThatAreWrittenWhenItsProcessStops() throws Exception {
    String turn = talking(here.chat());
    here.close();
    List<Event> events = there.events(turn, 0);
    assertThat(events.getLast().name()).isEqualTo("error");
    assertThat(events.getLast().data().path("type").asText())
        .isEqualTo("urn:gibsey:problem:stopping");
    assertThat(model.left.await(10, TimeUnit.SECONDS)).isTrue();
    awaitSettled(1_000);
  }

  @Test
  void writesNoMoreTurnsAtOnceThanItMay() throws Exception {
    talking(here.chat());
    String other = here.chat();
    assertProblem(here.trySaying(other, "Me too"), 503, "overloaded");
    assertThat(here.get(other).path("turns").asInt()).isZero();
    assertThat(there.say(other, "Me too")).endsWith("/1");
  }

  @Test
  void keepsTheTurnWhileTheStoreIsAwayForAMoment() throws Exception {
    String turn = talking(here.chat());
    pages.chats.goAway();
    model.say("Unheard at first. ");
    Thread.sleep(300);
    pages.chats.comeBack();
    model.say("Heard.");
    model.end();
    assertThat(ChatApi.text(here.events(turn, 0)))
        .isEqualTo("It began with salt. Unheard at first. Heard.");
  }

  private void awaitSettled(long balance) throws Exception {
    ChatApi.await("it is settled", () -> pages.credits.account("reader").reserved() == 0);
    assertThat(pages.credits.account("reader").balance()).isEqualTo(balance);
  }

  private static String chatOf(String turn) {
    return turn.substring(0, turn.indexOf("/turns/"));
  }
}
