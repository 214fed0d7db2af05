package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class EmbeddingQueueTest {
  private final EmbeddingQueue queue = new EmbeddingQueue(2);

  @Test
  void holdsBackCallersWhileItIsFull() throws Exception {
    queue.put(request(10));
    queue.put(request(500));
    EmbeddingRequest third = request(500);
    CompletableFuture<Boolean> put = new CompletableFuture<>();
    Thread caller = Thread.ofPlatform().start(() -> put.complete(added(third)));
    awaitWaiting(caller);
    assertThat(put).isNotDone();

    assertThat(queue.take()).hasSize(1);
    assertThat(put.get()).isTrue();
    assertThat(queue.take()).hasSize(2).contains(third);
  }

  @Test
  void releasesHeldCallersAndWorkersWhenClosed() throws Exception {
    queue.put(request(1));
    queue.put(request(2));
    CompletableFuture<Boolean> put = new CompletableFuture<>();
    Thread caller = Thread.ofPlatform().start(() -> put.complete(added(request(3))));
    awaitWaiting(caller);

    assertThat(queue.close()).hasSize(2);
    assertThat(put.get()).isFalse();
    assertThat(queue.take()).isEmpty();
    assertThat(queue.put(request(4))).isFalse();
  }

  @Test
  void wakesAWorkerThatWaits() throws Exception {
    AtomicReference<List<EmbeddingRequest>> taken = new AtomicReference<>(List.of());
    Thread worker = Thread.ofPlatform().start(() -> taken.set(queue.take()));
    awaitWaiting(worker);
    EmbeddingRequest request = request(5);
    queue.put(request);
    worker.join();
    assertThat(taken.get()).containsExactly(request);
  }

  @Test
  void leavesOutRequestsWhoseCallersGaveUp() throws Exception {
    EmbeddingRequest cancelled = request(5);
    EmbeddingRequest wanted = request(6);
    queue.put(cancelled);
    queue.put(wanted);
    cancelled.vector().cancel(false);
    assertThat(queue.take()).containsExactly(wanted);
  }

  private boolean added(EmbeddingRequest request) {
    try {
      return queue.put(request);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static EmbeddingRequest request(int tokens) {
    return new EmbeddingRequest(new long[tokens]);
  }

  private static void awaitWaiting(Thread thread) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
