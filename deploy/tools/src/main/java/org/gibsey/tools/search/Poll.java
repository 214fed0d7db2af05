package org.gibsey.tools.search;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks again and again until something is so. */
public final class Poll {

  private Poll() {}

  /**
   * Waits for the condition.
   *
   * @param pause between the end of a question and the next
   * @return whether it came true in time
   */
  public static boolean until(Duration patience, Duration pause, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return true;
  }
}
