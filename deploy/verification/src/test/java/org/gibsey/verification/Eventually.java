package org.gibsey.verification;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.benchmarks.ApiClient.TryLaterException;

/** Waits for a condition that another process makes true. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  /** A question to another process. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Asks until the condition holds, and fails naming {@code claim} when it does not in time. An API
   * that says that it can't answer at the moment is asked again, as any caller would.
   */
  public static void holds(String claim, Duration atMost, Condition condition) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    TryLaterException[] refusal = new TryLaterException[1];
    while (!holds(condition, refusal)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + atMost + ": " + claim, refusal[0]);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean holds(Condition condition, TryLaterException[] refusal) throws Exception {
    try {
      refusal[0] = null;
      return condition.holds();
    } catch (TryLaterException e) {
      refusal[0] = e;
      return false;
    }
  }
}
