package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.json;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.credits.Entry;
import org.gibsey.api.credits.Entry.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What asking and saving earn, over HTTP. */
final class EarningTest {
  private static final String BOOK = "the-salt-clock";
  private static final CreditSettings SETTINGS = CreditSettings.defaults();

  @TempDir private static Path folder;

  private static LiveIndex index;

  private final FakePages pages = new FakePages();
  private TestApi api;

  @BeforeAll
  static void fill() throws Exception {
    index = new LiveIndex(folder, new FakeEmbedder());
    index.put(BOOK, 1, "One", "Edda", "Salt keeps the clock from freezing.");
  }

  @AfterAll
  static void empty() throws Exception {
    index.close();
  }

  @BeforeEach
  void start() throws Exception {
    api = start(pages);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static TestApi start(FakePages pages) throws Exception {
    return TestApi.start(
        index.search(),
        pages,
        CompletableFuture.completedFuture(new FakeEmbedder()),
        Duration.ofSeconds(10));
  }

  @Test
  void aQuestionEarnsOnceADayHoweverItIsWritten() throws Exception {
    ask("What of the salt?");
    awaitEarned(Kind.ASKING, 1);
    ask("  what OF   the salt? ");
    ask("What of the salt?");
    ask("What of the clock?");
    awaitEarned(Kind.ASKING, 2);
    assertThat(json(api.get("/v1/me")).at("/account/balance").asInt()).isEqualTo(1_002);
    // None of it tells what was asked.
    assertThat(entries(Kind.ASKING))
        .allMatch(entry -> entry.operation().matches("[0-9a-f]{32}"))
        .allMatch(entry -> entry.detail().isEmpty());
  }

  @Test
  void aStreamedAnswerAndAChatCompletionEarnToo() throws Exception {
    HttpResponse<String> stream =
        api.send(
            api.post("/v1/ask", BodyPublishers.ofString("{\"question\":\"Streamed salt?\"}"))
                .header("Accept", "text/event-stream"));
    assertThat(stream.body()).contains("event: done");
    awaitEarned(Kind.ASKING, 1);
    assertThat(complete("Completed salt?", false).statusCode()).isEqualTo(200);
    awaitEarned(Kind.ASKING, 2);
    assertThat(complete("Completed salt in pieces?", true).body()).contains("[DONE]");
    awaitEarned(Kind.ASKING, 3);
  }

  @Test
  void whatIsNotAnsweredEarnsNothing() throws Exception {
    assertThat(api.post("/v1/ask", "{\"question\":\" \"}").statusCode()).isEqualTo(422);
    assertThat(api.post("/v1/ask", "{\"question\":\"a\",\"book\":\"none\"}").statusCode())
        .isEqualTo(404);
    ask("Answered salt?");
    awaitEarned(Kind.ASKING, 1);
  }

  @Test
  void savingEarnsOnceForEachWrite() throws Exception {
    String body = "{\"text\":\"Salt.\",\"write_time\":\"2026-03-0%dT00:00:00Z\"}";
    for (int day : List.of(1, 1, 2, 1)) {
      HttpResponse<String> written = write("/v1/pages/saved/1", body.formatted(day), "k" + day);
      assertThat(written.statusCode()).as(written.body()).isBetween(200, 201);
    }
    write("/v1/pages/saved/1", body.formatted(2), "another-key");
    awaitEarned(Kind.SAVING, "writer", 2);
    // A write that does not stand.
    assertThat(write("/v1/pages/saved/1", body.formatted(1), "late").statusCode()).isEqualTo(409);
    write("/v1/pages/saved/2", body.formatted(1), "k3");
    awaitEarned(Kind.SAVING, "writer", 3);
    assertThat(pages.credits.account("writer").balance()).isEqualTo(1_015);
  }

  @Test
  void thereIsAMostForADay() throws Exception {
    int most = SETTINGS.asking().mostADay();
    for (int i = 0; i < most + 5; i++) {
      ask("Question number " + i);
    }
    awaitEarned(Kind.ASKING, most);
    // Later ones wait behind these: what is saved after them shows that they are through.
    write("/v1/pages/saved/9", "{\"text\":\"Salt.\"}", "after-the-questions");
    awaitEarned(Kind.SAVING, "writer", 1);
    assertThat(entries(Kind.ASKING)).hasSize(most);
  }

  @Test
  void anAnswerDoesNotWaitForTheLedgerNorFailWithIt() throws Exception {
    pages.credits.goAway();
    double before = metric("gibsey_credits_earning_lost_total", "failed");
    ask("Salt without a ledger?");
    await(() -> metric("gibsey_credits_earning_lost_total", "failed") == before + 1);
    pages.credits.comeBack();
    ask("Salt without a ledger?");
    awaitEarned(Kind.ASKING, 1);
  }

  @Test
  void whatWasEarnedIsGivenBeforeTheProcessEnds() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    FakePages slow = new FakePages();
    slow.credits =
        new FakeCredits(SETTINGS, Clock.systemUTC()) {
          @Override
          @SuppressWarnings("UnsynchronizedOverridesSynchronized") // waits without the lock
          public long earn(String ownerId, Earning earning, String operation) {
            awaitLatch(held);
            return super.earn(ownerId, earning, operation);
          }
        };
    TestApi ending = start(slow);
    for (int i = 0; i < 10; i++) {
      assertThat(ending.post("/v1/ask", "{\"question\":\"Question " + i + "\"}").statusCode())
          .isEqualTo(200);
    }
    Thread closing = Thread.ofVirtual().start(ending::close);
    held.countDown();
    closing.join();
    assertThat(slow.credits.account("reader").balance()).isEqualTo(1_010);
  }

  private void ask(String question) throws Exception {
    HttpResponse<String> answer = api.post("/v1/ask", "{\"question\":\"" + question + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> complete(String question, boolean streamed) throws Exception {
    return api.post(
        "/v1/chat/completions",
        ("{\"model\":\"extractive\",\"stream\":%b,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"%s\"}]}")
            .formatted(streamed, question));
  }

  private HttpResponse<String> write(String path, String body, String key) throws Exception {
    HttpRequest.Builder request =
        api.anonymous(path)
            .header("Authorization", "Bearer " + TestApi.WRITER)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .PUT(BodyPublishers.ofString(body));
    return api.send(request);
  }

  private void awaitEarned(Kind kind, int times) {
    awaitEarned(kind, "reader", times);
  }

  private void awaitEarned(Kind kind, String owner, int times) {
    await(() -> entries(kind, owner).size() >= times);
    assertThat(entries(kind, owner)).hasSize(times);
  }

  private List<Entry> entries(Kind kind) {
    return entries(kind, "reader");
  }

  private List<Entry> entries(Kind kind, String owner) {
    return pages.credits.entries(owner, Long.MAX_VALUE, 1_000).stream()
        .filter(entry -> entry.kind() == kind)
        .toList();
  }

  private double metric(String name, String reason) {
    try {
      return api.get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(name) && line.contains(reason))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
