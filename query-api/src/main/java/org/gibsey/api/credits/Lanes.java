package org.gibsey.api.credits;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Lets one thread of this process at a time change an owner's ledger. Correctness doesn't need it:
 * it spares those threads from conflicts with each other, each of which costs Cassandra as much as
 * a change.
 */
final class Lanes {
  private static final int COUNT = 256;

  // Fair, so that nobody waits for ever in a lane where many come.
  private final ReentrantLock[] locks =
      Stream.generate(() -> new ReentrantLock(true)).limit(COUNT).toArray(ReentrantLock[]::new);

  /**
   * Runs a task when those before it in the owner's lane are done.
   *
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when they are not done in time
   */
  <T> T inTurn(String ownerId, Duration longestWait, Supplier<T> task) {
    ReentrantLock lock = locks[Math.floorMod(ownerId.hashCode(), COUNT)];
    try {
      if (!lock.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  private static Problem busy() {
    return new Problem(
        ProblemType.STORE_UNAVAILABLE,
        "Too many changes of the same ledger wait; nothing was changed. Try again.");
  }
}
