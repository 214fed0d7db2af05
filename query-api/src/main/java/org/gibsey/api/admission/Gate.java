package org.gibsey.api.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many in at once and so many wait for a moment, in the order in which they came.
 *
 * <p>Who is let in waits no longer than it takes those before to be done: by Little's law, with
 * {@code n} places, {@code m} that wait and {@code s} seconds in a place, {@code s · m / n} in the
 * mean. Safe for use by many threads.
 */
public final class Gate {
  private final int mostWaiting;
  private final long patienceNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private int free;

  /** How an attempt to enter ended. */
  enum Entry {
    ENTERED,
    /** As many as may wait do. */
    FULL,
    /** No place became free in time. */
    TOO_LATE
  }

  private static final class Waiter {
    private final Condition called;
    private boolean entered;

    Waiter(Condition called) {
      this.called = called;
    }
  }

  /**
   * An empty place.
   *
   * @param places how many may be in at once, at least 1
   * @param mostWaiting how many may wait, at least 0
   * @param patience how long one waits at most
   */
  Gate(int places, int mostWaiting, Duration patience) {
    this.free = places;
    this.mostWaiting = mostWaiting;
    this.patienceNanos = patience.toNanos();
  }

  /** Whether nobody else could even wait at this moment. */
  boolean isFull() {
    lock.lock();
    try {
      return free == 0 && waiters.size() >= mostWaiting;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait at this moment. */
  int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a place, which {@link #leave} gives back.
   *
   * @throws InterruptedException when interrupted while waiting; no place is taken
   */
  Entry enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (free > 0) {
        free--;
        return Entry.ENTERED;
      }
      if (waiters.size() >= mostWaiting) {
        return Entry.FULL;
      }
      Waiter self = new Waiter(lock.newCondition());
      waiters.addLast(self);
      return await(self) ? Entry.ENTERED : Entry.TOO_LATE;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      Waiter next = waiters.pollFirst();
      if (next == null) {
        free++;
      } else {
        // The place goes from one to the other: nobody who comes now can take it first.
        next.entered = true;
        next.called.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean await(Waiter self) throws InterruptedException {
    long left = patienceNanos;
    try {
      while (!self.entered && left > 0) {
        left = self.called.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      if (self.entered) {
        leave();
      }
      throw e;
    } finally {
      waiters.remove(self);
    }
    return self.entered;
  }
}
