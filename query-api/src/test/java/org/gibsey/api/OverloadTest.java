package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gibsey.api.admission.AdmissionSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to requests when more of them come than can be served. */
final class OverloadTest {
  private static final int AT_ONCE = 2;
  private static final int WAITING = 1;
  private static final String SHED =
      "gibsey_requests_shed_total{reason=\"full\",workload=\"search\"}";

  private final FakeEmbedder embedder = new FakeEmbedder();
  private final FakeShards shards = new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt."));
  private final List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api =
        TestApi.start(
            shards,
            new FakePages(),
            embedder,
            new AdmissionSettings(
                AT_ONCE, WAITING, Duration.ofSeconds(1), 64, Duration.ofSeconds(10)));
  }

  @AfterEach
  void stop() {
    embedder.release();
    api.close();
  }

  @Test
  void refusesAtOnceWhatCouldNotEvenWait() throws Exception {
    fill();
    HttpResponse<String> refused = api.post(TestApi.SEARCH, "{\"query\":\"one more\"}");
    assertProblem(refused, 503, "overloaded");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(metric(SHED)).isEqualTo(1);
  }

  @Test
  void refusesBeforeItReadsTheBody() throws Exception {
    fill();
    // Not even JSON: who would read it would say so.
    assertProblem(api.post(TestApi.SEARCH, "no JSON"), 503, "overloaded");
  }

  @Test
  void answersWhatKeepsNothingBusyWhateverElseHappens() throws Exception {
    fill();
    assertThat(api.send(api.anonymous("/livez").GET()).statusCode()).isEqualTo(200);
    assertThat(api.send(api.anonymous("/readyz").GET()).statusCode()).isEqualTo(200);
    assertThat(api.get("/metrics").statusCode()).isEqualTo(200);
    assertThat(api.get("/v1/books").statusCode()).isEqualTo(200);
  }

  @Test
  void takesOnAgainWhenThereIsRoom() throws Exception {
    fill();
    assertThat(api.post(TestApi.SEARCH, "{\"query\":\"one more\"}").statusCode()).isEqualTo(503);
    embedder.release();
    for (CompletableFuture<HttpResponse<String>> search : held) {
      assertThat(search.get(5, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
    }
    assertThat(api.post(TestApi.SEARCH, "{\"query\":\"one more\"}").statusCode()).isEqualTo(200);
    assertThat(metric("gibsey_requests_running")).isZero();
  }

  /** Searches that hold all places, and one that waits. */
  private void fill() throws Exception {
    embedder.hold();
    for (int i = 0; i < AT_ONCE; i++) {
      search("held " + i);
    }
    await(() -> embedder.calls.get() == AT_ONCE);
    search("waits");
    await(() -> metric("gibsey_searches_waiting") == WAITING);
  }

  private void search(String query) {
    held.add(
        api.http.sendAsync(
            api.post(TestApi.SEARCH, BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
                .build(),
            BodyHandlers.ofString()));
  }

  private double metric(String name) {
    try {
      return api.get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .sum();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }
}
