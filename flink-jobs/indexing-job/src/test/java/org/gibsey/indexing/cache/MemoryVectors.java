package org.gibsey.indexing.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be away, and that can keep its callers waiting. */
public final class MemoryVectors implements VectorStore {
  public final Map<VectorKey, StoredVectors> content = new ConcurrentHashMap<>();
  public final AtomicInteger calls = new AtomicInteger();
  public final AtomicInteger writes = new AtomicInteger();

  private static final Duration HOUR = Duration.ofHours(1);

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean away;
  private boolean slowReads;
  private boolean slowWrites;

  /** From now on nothing is answered but failures. */
  public synchronized void away(boolean value) {
    away = value;
  }

  /** From now on reads wait for {@link #answer}. */
  synchronized void slowReads(boolean value) {
    slowReads = value;
  }

  /** From now on writes wait for {@link #answer}. */
  public synchronized void slowWrites(boolean value) {
    slowWrites = value;
  }

  /** A cache of vectors of two numbers that is as patient as a test. */
  public EmbeddingCache cache(Runnable failures) {
    return new EmbeddingCache(this, 2, failures, new Circuit(HOUR, HOUR, Clock.systemUTC()));
  }

  /** Answers all that waits. */
  public synchronized void answer() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** How many answers wait. */
  public synchronized int waiting() {
    return waiting.size();
  }

  @Override
  public boolean awaitConnection(Duration atMost) {
    return true;
  }

  @Override
  public synchronized CompletableFuture<Optional<StoredVectors>> read(VectorKey key) {
    CompletableFuture<Optional<StoredVectors>> answer = new CompletableFuture<>();
    return call(slowReads, answer, () -> answer.complete(Optional.ofNullable(content.get(key))));
  }

  @Override
  public synchronized CompletableFuture<@Nullable Void> write(
      VectorKey key, StoredVectors vectors) {
    writes.incrementAndGet();
    CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    return call(
        slowWrites,
        answer,
        () -> {
          content.put(key, vectors);
          answer.complete(null);
        });
  }

  private <T extends @Nullable Object> CompletableFuture<T> call(
      boolean slow, CompletableFuture<T> answer, Runnable work) {
    calls.incrementAndGet();
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    if (slow) {
      waiting.add(work);
    } else {
      work.run();
    }
    return answer;
  }

  @Override
  public void close() {}
}
