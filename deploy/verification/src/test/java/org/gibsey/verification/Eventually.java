package org.gibsey.verification;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that another process makes true. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  /** A question to another process. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Asks until the condition holds, and fails naming {@code claim} when it does not in time. */
  public static void holds(String claim, Duration atMost, Condition condition) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + atMost + ": " + claim);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
