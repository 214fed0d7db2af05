package org.gibsey.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gibsey.api.FakeEmbedder;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueryEmbedderTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final FakeEmbedder model = new FakeEmbedder();
  private final QueryEmbedder embedder =
      new QueryEmbedder(CompletableFuture.completedFuture(model), String::length, 1);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    model.release();
    callers.close();
    embedder.close();
  }

  @Test
  void embedsOnlyWhatItDoesNotRemember() {
    embedder.query("a", Deadline.in(Duration.ofSeconds(5)));
    List<float[]> vectors =
        embedder.texts(List.of("a", "b", "b", "a"), Deadline.in(Duration.ofSeconds(5)));
    assertThat(vectors).hasSize(4).doesNotContainNull();
    embedder.query("b", Deadline.in(Duration.ofSeconds(5)));
    assertThat(model.calls).hasValue(2);
  }

  @Test
  void refusesWhoWouldWaitPastTheirDeadline() throws Exception {
    model.hold();
    Future<float[]> first =
        callers.submit(() -> embedder.query("first", Deadline.in(Duration.ofSeconds(30))));
    while (model.calls.get() == 0) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> embedder.query("second", Deadline.in(SHORT)))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.type()).isEqualTo(ProblemType.OVERLOADED));
    assertThat(model.calls).hasValue(1);
    model.release();
    assertThat(first.get(5, TimeUnit.SECONDS)).hasSize(2);
    assertThat(embedder.query("second", Deadline.in(Duration.ofSeconds(5)))).hasSize(2);
  }

  @Test
  void forgetsTheLeastRecentlyUsed() {
    VectorCache cache = new VectorCache(3);
    IntStream.range(0, 3).forEach(i -> cache.put("t" + i, new float[] {i}));
    assertThat(cache.get("t0")).containsExactly(0);
    cache.put("t3", new float[] {3});
    assertThat(cache.get("t1")).isNull();
    assertThat(cache.get("t0")).containsExactly(0);
  }

  @Test
  void refusesTextsThatTheModelCannotReadWhole() {
    assertThatThrownBy(() -> embedder.query("x".repeat(257), Deadline.in(Duration.ofSeconds(5))))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.type()).isEqualTo(ProblemType.QUERY_TOO_LONG));
    assertThat(model.calls).hasValue(0);
  }
}
