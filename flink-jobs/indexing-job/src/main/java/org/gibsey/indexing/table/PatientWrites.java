package org.gibsey.indexing.table;

import com.datastax.driver.core.ResultSet;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedRunnable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.SettableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Repeats requests to Cassandra until they succeed, with growing pauses. Only failures that no
 * repetition heals come out, see {@link Repeatable}. How many requests wait is up to the caller.
 */
final class PatientWrites implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final double JITTER = 0.2;

  private final Outage outage;
  private final ScheduledExecutorService repetitions;
  private final RetryPolicy<@Nullable ResultSet> policy;
  private final FailsafeExecutor<@Nullable ResultSet> requests;
  private final Set<SettableFuture<ResultSet>> outstanding = ConcurrentHashMap.newKeySet();

  PatientWrites(String name, Outage outage) {
    this.outage = outage;
    this.repetitions =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name + "-repetitions").factory());
    this.policy =
        RetryPolicy.<@Nullable ResultSet>builder()
            .handleIf((result, failure) -> failure != null && Repeatable.is(cause(failure)))
            .withMaxRetries(-1)
            .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
            .withJitter(JITTER)
            .onRetryScheduled(attempt -> outage.failed(cause(attempt.getLastException())))
            .build();
    this.requests = Failsafe.with(policy).with(repetitions);
  }

  /**
   * Connects, in the calling thread.
   *
   * @param connection throws what the driver throws, and leaves nothing open then
   * @throws dev.failsafe.FailsafeException when interrupted
   */
  void connect(CheckedRunnable connection) {
    Failsafe.with(policy).run(connection);
    outage.succeeded();
  }

  /** A write that fails only for good; it counts as done when it was given up. */
  ListenableFuture<ResultSet> write(Supplier<ListenableFuture<ResultSet>> attempt) {
    SettableFuture<ResultSet> done = SettableFuture.create();
    outstanding.add(done);
    var unused =
        requests
            .getStageAsync(() -> stage(attempt.get()))
            .whenComplete(
                (result, failure) -> {
                  outstanding.remove(done);
                  if (failure == null) {
                    outage.succeeded();
                    done.set(result);
                  } else {
                    done.setException(cause(failure));
                  }
                });
    return done;
  }

  /** Lets go of all writes that did not succeed yet; they must be repeated from the input. */
  void giveUp() {
    // In this order: a repetition that is refused would count as a failure of its write.
    outstanding.forEach(write -> write.set(null));
    repetitions.shutdownNow();
  }

  @Override
  public void close() {
    repetitions.shutdownNow();
  }

  private static CompletableFuture<@Nullable ResultSet> stage(ListenableFuture<ResultSet> future) {
    CompletableFuture<@Nullable ResultSet> stage = new CompletableFuture<>();
    future.addListener(
        () -> {
          try {
            stage.complete(future.get());
          } catch (ExecutionException e) {
            stage.completeExceptionally(cause(e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stage.completeExceptionally(e);
          }
        },
        Runnable::run);
    return stage;
  }

  private static Throwable cause(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapper && cause != null ? cause : failure;
  }
}
