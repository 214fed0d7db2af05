package org.gibsey.indexing.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares rows the wait for a store that is away: after one failure all calls fail at once for a
 * while; then one of them tries, and its answer decides for the others. Only the changes are
 * logged.
 */
final class Circuit {
  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
  private static final float ONE_FAILURE_OF_ONE = 100;

  private final CircuitBreaker breaker;
  private final Duration deadline;
  private volatile String lastFailure = "";

  /**
   * A circuit.
   *
   * @param deadline after which a call has failed
   * @param pause during which nothing is called after a failure
   */
  Circuit(Duration deadline, Duration pause, Clock clock) {
    this.deadline = deadline;
    this.breaker =
        CircuitBreaker.of(
            "embedding-cache",
            CircuitBreakerConfig.custom()
                .slidingWindow(1, 1, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(ONE_FAILURE_OF_ONE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(pause)
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build());
    breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition()));
  }

  /** Calls and waits no longer than the deadline; does not call while the store is away. */
  <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> work) {
    if (!breaker.tryAcquirePermission()) {
      return CompletableFuture.failedFuture(new IllegalStateException("not asked after a failure"));
    }
    return started(work)
        .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((value, failure) -> record(failure));
  }

  private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> work) {
    try {
      return work.get().copy();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void record(@Nullable Throwable failure) {
    if (failure == null) {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    } else {
      Throwable cause = failure.getCause();
      lastFailure = (cause == null ? failure : cause).toString();
      breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }
  }

  private void log(StateTransition transition) {
    switch (transition) {
      case CLOSED_TO_OPEN ->
          LOG.warn(
              "The embedding cache does not answer, texts are embedded without it until it does: {}",
              lastFailure);
      case HALF_OPEN_TO_CLOSED -> LOG.info("The embedding cache answers again");
      default -> LOG.debug("The embedding cache: {}", transition);
    }
  }
}
