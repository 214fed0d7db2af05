package org.gibsey.api.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.llm.Prompt.Message;
import org.gibsey.api.llm.Prompt.Speaker;
import org.gibsey.api.search.Deadline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Our clients and a server over HTTP. */
final class ServerModelTest {
  private static final String KEY = "sk-very-secret-0123456789";
  private static final String PRIVATE = "the page that nobody may log";
  private static final Prompt PROMPT =
      new Prompt(
          List.of(new Message(Speaker.SYSTEM, "Rules."), new Message(Speaker.USER, PRIVATE)),
          77,
          0.5);

  private final List<String> deltas = new CopyOnWriteArrayList<>();

  @Test
  void streamsTextAndCountsTokensAsTheServerDoes() throws Exception {
    try (ChatServer server =
            new ChatServer(
                (number, reply) ->
                    reply.open().text("Nine ").text("days.").finish("stop").usage(31, 4).done());
        LanguageModel model = openAi(server)) {
      Generation written = write(model);
      assertThat(written)
          .isEqualTo(new Generation("Nine days.", 31, 4, false, Generation.End.STOP));
      assertThat(deltas).containsExactly("Nine ", "days.");
      ChatServer.Received request = server.received.getFirst();
      assertThat(request.path()).isEqualTo("/v1/chat/completions");
      assertThat(request.authorization()).isEqualTo("Bearer " + KEY);
      assertThat(request.body().path("model").asText()).isEqualTo("writer");
      assertThat(request.body().path("stream").asBoolean()).isTrue();
      assertThat(request.body().path("stream_options").path("include_usage").asBoolean()).isTrue();
      assertThat(request.body().path("max_tokens").asInt()).isEqualTo(77);
      assertThat(request.body().path("messages").path(0).path("role").asText()).isEqualTo("system");
      assertThat(request.body().path("messages").path(1).path("content").asText())
          .isEqualTo(PRIVATE);
      assertThat(request.body().has("tools")).isFalse();
      assertThat(model.isReachable()).isTrue();
    }
  }

  @Test
  void estimatesTokensThatTheServerDoesNotCountAndTellsThatItWasCut() throws Exception {
    try (ChatServer server =
            new ChatServer((number, reply) -> reply.open().text("a b c").finish("length").done());
        LanguageModel model = openAi(server)) {
      assertThat(write(model))
          .isEqualTo(new Generation("a b c", 7, 3, true, Generation.End.LENGTH));
    }
  }

  @Test
  void speaksWithOllama() throws Exception {
    try (ChatServer server =
            new ChatServer(
                (number, reply) ->
                    reply
                        .openLines()
                        .line(
                            "{\"model\":\"writer\",\"message\":{\"role\":\"assistant\",\"content\":\"Nine \"},\"done\":false}")
                        .line(
                            "{\"model\":\"writer\",\"message\":{\"role\":\"assistant\",\"content\":\"days.\"},\"done\":false}")
                        .line(
                            "{\"model\":\"writer\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                                + "\"done_reason\":\"stop\",\"prompt_eval_count\":31,\"eval_count\":4}"));
        LanguageModel model =
            open(
                settings(LanguageModelSettings.Provider.OLLAMA, server.address())
                    .with(4, 3, Duration.ofMillis(1)))) {
      assertThat(write(model))
          .isEqualTo(new Generation("Nine days.", 31, 4, false, Generation.End.STOP));
      assertThat(server.received.getFirst().path()).isEqualTo("/api/chat");
      assertThat(server.received.getFirst().body().path("options").path("num_predict").asInt())
          .isEqualTo(77);
      assertThat(model.isReachable()).isTrue();
    }
  }

  @Test
  void refusesAnOllamaStreamThatEndsInItsMidst() throws Exception {
    try (ChatServer server =
            new ChatServer(
                (number, reply) ->
                    reply
                        .openLines()
                        .line(
                            "{\"model\":\"writer\",\"message\":{\"role\":\"assistant\",\"content\":\"Nine\"},\"done\":false}"));
        LanguageModel model =
            open(
                settings(LanguageModelSettings.Provider.OLLAMA, server.address())
                    .with(4, 3, Duration.ofMillis(1)))) {
      assertUnavailable(model);
      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void asksAgainAfterFailuresThatMayPass() throws Exception {
    try (ChatServer server =
            new ChatServer(
                (number, reply) -> {
                  switch (number) {
                    case 1 -> reply.status(500, "{\"error\":\"" + PRIVATE + "\"}");
                    case 2 -> reply.header("Retry-After", "0").status(429, PRIVATE);
                    default -> reply.open().text("Now.").finish("stop").done();
                  }
                });
        LanguageModel model = openAi(server)) {
      assertThat(write(model).text()).isEqualTo("Now.");
      assertThat(server.received).hasSize(3);
    }
  }

  @Test
  void doesNotAskAgainWhenTextHasCome() throws Exception {
    for (ChatServer.Behaviour fault :
        List.<ChatServer.Behaviour>of(
            (number, reply) -> reply.open().text("Nine"),
            (number, reply) -> reply.open().text("Nine").event("{\"choices\":[{\"delta\":"),
            (number, reply) ->
                reply.open().text("Nine").event("{\"error\":{\"message\":\"" + PRIVATE + "\"}}"))) {
      try (ChatServer server = new ChatServer(fault);
          LanguageModel model = openAi(server)) {
        deltas.clear();
        assertUnavailable(model);
        assertThat(server.received).hasSize(1);
        assertThat(deltas).containsExactly("Nine");
      }
    }
  }

  @Test
  void doesNotAskAgainWhenItIsRefusedOrToldToWaitTooLong() throws Exception {
    for (int status : new int[] {400, 401, 404}) {
      try (ChatServer server = new ChatServer((number, reply) -> reply.status(status, PRIVATE));
          LanguageModel model = openAi(server)) {
        assertUnavailable(model);
        assertThat(server.received).hasSize(1);
      }
    }
    try (ChatServer server =
            new ChatServer(
                (number, reply) -> reply.header("Retry-After", "3600").status(429, PRIVATE));
        LanguageModel model = openAi(server)) {
      assertUnavailable(model);
      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void givesUpWhenTheFirstWordOrTheWholeTextTakesTooLong() throws Exception {
    AtomicReference<@Nullable ChatServer> it = new AtomicReference<>();
    try (ChatServer server = new ChatServer((number, reply) -> await(it, reply.open()));
        LanguageModel model =
            open(
                settings(LanguageModelSettings.Provider.OPENAI, server.address() + "/v1")
                    .within(Duration.ofMillis(100), Duration.ofSeconds(60))
                    .with(1, 1, Duration.ofMillis(1)))) {
      it.set(server);
      assertUnavailable(model);
      assertUnavailable(model);
    }
    try (ChatServer server = new ChatServer((number, reply) -> await(it, reply.open().text("a")));
        LanguageModel model =
            open(
                settings(LanguageModelSettings.Provider.OPENAI, server.address() + "/v1")
                    .within(Duration.ofSeconds(60), Duration.ofMillis(300)))) {
      it.set(server);
      assertUnavailable(model);
      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void stopsTheServerWhenTheThreadIsInterrupted() throws Exception {
    try (ChatServer server = new ChatServer((number, reply) -> writeForEver(reply));
        LanguageModel model = openAi(server)) {
      CompletableFuture<Void> begun = new CompletableFuture<>();
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      model.generate(
                          PROMPT,
                          delta -> begun.complete(null),
                          Deadline.in(Duration.ofMinutes(1)));
                    } catch (RuntimeException e) {
                      ended.complete(e);
                    }
                  });
      begun.get(10, TimeUnit.SECONDS);
      writer.interrupt();
      assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
      assertThat(server.clientLeft.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void stopsTheServerWhenTheListenerHasHadEnough() throws Exception {
    try (ChatServer server = new ChatServer((number, reply) -> writeForEver(reply));
        LanguageModel model = openAi(server)) {
      IllegalStateException enough = new IllegalStateException("enough");
      assertThatThrownBy(
              () ->
                  model.generate(
                      PROMPT,
                      delta -> {
                        throw enough;
                      },
                      Deadline.in(Duration.ofMinutes(1))))
          .isSameAs(enough);
      assertThat(server.clientLeft.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void writesOnlySoManyTextsAtOnce() throws Exception {
    AtomicReference<@Nullable ChatServer> it = new AtomicReference<>();
    try (ChatServer server = new ChatServer((number, reply) -> finishLater(it, reply));
        LanguageModel model =
            open(
                settings(LanguageModelSettings.Provider.OPENAI, server.address() + "/v1")
                    .with(1, 1, Duration.ofMillis(1)))) {
      it.set(server);
      CompletableFuture<Generation> first = CompletableFuture.supplyAsync(() -> write(model));
      assertThat(server.arrived.await(10, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> write(model))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.type()).isEqualTo(ProblemType.OVERLOADED));
      server.release.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS).text()).isEqualTo("Late.");
      assertThat(write(model).text()).isEqualTo("Late.");
    }
  }

  @Test
  void keepsTheKeyAndThePromptOutOfTextsAndMessages() throws Exception {
    try (ChatServer server =
            new ChatServer(
                (number, reply) ->
                    reply
                        .open()
                        .text("The key is sk-very-")
                        .text("secret-0123456789, or in capitals " + KEY.toUpperCase(Locale.ROOT))
                        .finish("stop")
                        .done());
        LanguageModel model = openAi(server)) {
      assertThat(write(model).text()).isEqualTo("The key is …, or in capitals …");
    }
  }

  @Test
  void saysThatAServerIsAway() throws Exception {
    String address;
    try (ChatServer server = new ChatServer((number, reply) -> {})) {
      address = server.address();
    }
    try (LanguageModel model =
        open(
            settings(LanguageModelSettings.Provider.OPENAI, address + "/v1")
                .with(1, 2, Duration.ofMillis(1)))) {
      assertThat(model.isReachable()).isFalse();
      assertUnavailable(model);
    }
  }

  private void assertUnavailable(LanguageModel model) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    try {
      assertThatThrownBy(() -> write(model))
          .isInstanceOfSatisfying(
              Problem.class,
              e -> {
                assertThat(e.type()).isEqualTo(ProblemType.LANGUAGE_MODEL_UNAVAILABLE);
                List<String> told = new ArrayList<>();
                for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
                  told.add(t.toString());
                }
                assertThat(told).noneMatch(text -> text.contains(KEY) || text.contains(PRIVATE));
              });
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list)
        .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
        .noneMatch(line -> line.contains(KEY) || line.contains(PRIVATE));
  }

  private Generation write(LanguageModel model) {
    return model.generate(PROMPT, deltas::add, Deadline.in(Duration.ofSeconds(30)));
  }

  private static LanguageModel openAi(ChatServer server) {
    return open(
        settings(LanguageModelSettings.Provider.OPENAI, server.address() + "/v1")
            .with(4, 3, Duration.ofMillis(1)));
  }

  private static LanguageModelSettings settings(
      LanguageModelSettings.Provider provider, String url) {
    return LanguageModelSettings.of(provider, url, "writer", new LanguageModelKey(KEY));
  }

  private static LanguageModel open(LanguageModelSettings settings) {
    return LanguageModels.open(settings, text -> text.split(" ", -1).length).orElseThrow();
  }

  private static void await(AtomicReference<@Nullable ChatServer> server, ChatServer.Reply reply)
      throws InterruptedException {
    ChatServer it = Objects.requireNonNull(server.get());
    assertThat(reply).isNotNull();
    it.release.await();
  }

  private static void finishLater(
      AtomicReference<@Nullable ChatServer> server, ChatServer.Reply reply)
      throws java.io.IOException, InterruptedException {
    await(server, reply.open());
    reply.text("Late.").finish("stop").done();
  }

  private static void writeForEver(ChatServer.Reply reply) throws java.io.IOException {
    reply.open();
    while (!Thread.currentThread().isInterrupted()) {
      reply.text("more and more and more ");
    }
  }
}
