package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.TextTokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a stream behaves while the answer takes its time. */
final class AskStreamTest {
  private static final String QUESTION = "{\"question\":\"What is salt?\"}";

  private final FakeShards shards =
      new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt is salt. It is white."));
  private final SlowSentences embedder = new SlowSentences();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(shards, new FakePages(), embedder);
  }

  @AfterEach
  void stop() {
    embedder.mayFinish.countDown();
    api.close();
  }

  @Test
  void sendsWhatItHasAndSignsOfLifeWhileItWorks() throws Exception {
    try (BufferedReader lines = lines(open())) {
      assertThat(lines.readLine()).isEqualTo("event: retrieval");
      assertThat(lines.readLine()).startsWith("data: {\"passages\":[");
      assertThat(lines.readLine()).isEmpty();
      assertThat(embedder.mayFinish.getCount()).isOne();
      assertThat(lines.readLine()).isEqualTo(": still here");
      embedder.mayFinish.countDown();
      List<String> rest = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          rest.add(line);
        }
      }
      assertThat(rest).startsWith("event: citation", "event: delta").endsWith("event: done");
    }
  }

  @Test
  void stopsTheWorkWhenTheReaderLeaves() throws Exception {
    InputStream body = open().body();
    assertThat(embedder.started.await(5, TimeUnit.SECONDS)).isTrue();
    body.close();
    assertThat(embedder.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void reportsWhatGoesWrongOnTheWayAsAnEvent() throws Exception {
    try (BufferedReader lines = lines(open())) {
      assertThat(embedder.started.await(5, TimeUnit.SECONDS)).isTrue();
      embedder.fail = true;
      embedder.mayFinish.countDown();
      List<String> all = lines.lines().toList();
      int error = all.indexOf("event: error");
      assertThat(error).isPositive();
      assertThat(all.get(error + 1))
          .contains("urn:gibsey:problem:model-unavailable", "\"correlation_id\":\"")
          .doesNotContain("secret");
      assertThat(all).noneMatch(line -> line.equals("event: done"));
    }
  }

  @Test
  void refusesMoreStreamsThanAreAllowedAtOnce() throws Exception {
    try (BufferedReader first = lines(open());
        BufferedReader second = lines(open())) {
      assertThat(first.readLine()).isEqualTo("event: retrieval");
      assertThat(second.readLine()).isEqualTo("event: retrieval");
      HttpResponse<String> third =
          api.send(
              api.post("/v1/ask", BodyPublishers.ofString(QUESTION))
                  .header("Accept", "text/event-stream"));
      assertProblem(third, 503, "overloaded");
    }
  }

  @Test
  void finishesTheStreamBeforeTheServerStops() throws Exception {
    try (BufferedReader lines = lines(open())) {
      assertThat(embedder.started.await(5, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(api::close);
      awaitStopping();
      assertProblem(api.get("/v1/books"), 503, "stopping");
      assertThat(api.send(api.anonymous("/livez").GET()).statusCode()).isEqualTo(200);
      assertThat(stopped).isNotDone();
      embedder.mayFinish.countDown();
      assertThat(lines.lines()).contains("event: done");
      stopped.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void tellsStreamsThatDoNotFinishInTimeThatTheyEnd() throws Exception {
    try (TestApi hasty =
            TestApi.start(shards, new FakePages(), embedder, TestApi.stopWithin(Duration.ZERO));
        BufferedReader lines = lines(open(hasty))) {
      assertThat(embedder.started.await(5, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(hasty::close);
      List<String> all = lines.lines().toList();
      int error = all.indexOf("event: error");
      assertThat(error).isPositive();
      assertThat(all.get(error + 1)).contains("urn:gibsey:problem:stopping");
      stopped.get(10, TimeUnit.SECONDS);
    }
  }

  /** Readiness says first that no new requests are taken. */
  private void awaitStopping() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < deadline) {
      HttpResponse<String> ready = api.send(api.anonymous("/readyz").GET());
      if (ready.statusCode() == 503 && ready.body().contains("\"stopping\"")) {
        return;
      }
    }
    throw new AssertionError("The server does not say that it is being stopped");
  }

  private HttpResponse<InputStream> open() throws Exception {
    return open(api);
  }

  private static HttpResponse<InputStream> open(TestApi api) throws Exception {
    HttpResponse<InputStream> response =
        api.http.send(
            api.post("/v1/ask", BodyPublishers.ofString(QUESTION))
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  private static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Embeds the question at once, and its candidates for an answer when the test says so. */
  private static final class SlowSentences implements Embedder {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch mayFinish = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    volatile boolean fail;

    @Override
    public String model() {
      return "all-MiniLM-L6-v2";
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      if (texts.size() > 1) {
        started.countDown();
        try {
          mayFinish.await();
        } catch (InterruptedException e) {
          interrupted.countDown();
          Thread.currentThread().interrupt();
          throw new EmbeddingException("interrupted", e);
        }
        if (fail) {
          throw new EmbeddingException("secret");
        }
      }
      return texts.stream().map(text -> new float[] {1, 0}).toList();
    }

    @Override
    public TextTokenizer tokenizer() {
      return TextTokenizer.builtIn();
    }

    @Override
    public CompletableFuture<float[]> submit(String text) {
      return CompletableFuture.completedFuture(embed(List.of(text)).getFirst());
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public int maxTokens() {
      return 256;
    }

    @Override
    public void close() {}
  }
}
