package org.gibsey.api.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Waits for Cassandra, and tells a failure as it is.
 *
 * @param deadline longest wait
 * @param unavailable what it is called when Cassandra does not answer or did not write
 */
public record Patience(Duration deadline, ProblemType unavailable) {
  /**
   * The outcome of a statement that may be sent again.
   *
   * @param otherwise what to tell the caller when there is none
   * @throws Problem of the type {@link #unavailable} when there was no answer in time
   */
  public <T> T read(Supplier<CompletionStage<T>> query, String otherwise) {
    try {
      return await(query);
    } catch (ExecutionException | TimeoutException | CompletionException | DriverException e) {
      throw unavailable(otherwise, e);
    }
  }

  /**
   * Returns when a majority of the replicas has a write.
   *
   * @param again how to repeat exactly this write
   * @throws Problem of the type {@link #unavailable} when it certainly was not written, {@code
   *     WRITE_UNKNOWN} when nobody knows
   */
  public void write(Supplier<CompletionStage<?>> statement, String again) {
    try {
      await(statement::get);
    } catch (ExecutionException | TimeoutException | CompletionException | DriverException e) {
      @Nullable Throwable cause = e instanceof DriverException ? e : e.getCause();
      if (cause != null && neverStarted(cause)) {
        throw unavailable("It was not written; try again.", e);
      }
      throw new Problem(
          ProblemType.WRITE_UNKNOWN,
          "The write may have been stored or not. Repeat it " + again + ", which is safe.",
          e);
    }
  }

  private <T> T await(Supplier<CompletionStage<T>> query)
      throws ExecutionException, TimeoutException {
    try {
      return query.get().toCompletableFuture().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  /** Whether no replica can have been given the write. */
  private static boolean neverStarted(Throwable cause) {
    if (cause instanceof AllNodesFailedException all) {
      return all instanceof NoNodeAvailableException
          || all.getAllErrors().values().stream()
              .flatMap(List::stream)
              .allMatch(Patience::neverStarted);
    }
    return cause instanceof UnavailableException
        || cause instanceof NodeUnavailableException
        || cause instanceof QueryValidationException
        // There is no session yet.
        || cause instanceof IllegalStateException;
  }

  private Problem unavailable(String detail, Exception reason) {
    return new Problem(unavailable, detail, reason);
  }
}
