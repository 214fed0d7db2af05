package org.gibsey.api.chats;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far a turn is, for all who wait for more of it. Safe for use by many threads. */
final class Watch {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int lastSeq;
  private boolean over;
  private int nudges;

  /** What a turn has come to. */
  record Progress(int lastSeq, boolean over) {
    /** Whether nothing comes behind an event. */
    boolean isPast(int seq) {
      return over && seq >= lastSeq;
    }
  }

  /** The turn has so many events, or more; and when it is over no others. */
  void tell(int events, boolean ended) {
    lock.lock();
    try {
      lastSeq = Math.max(lastSeq, events);
      over |= ended;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody who waits look around. */
  void nudge() {
    lock.lock();
    try {
      nudges++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there is an event behind that one, or none will come, or time is up. */
  Progress await(int behind, Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lock();
    try {
      int before = nudges;
      while (lastSeq <= behind && !over && nudges == before && left > 0) {
        left = changed.awaitNanos(left);
      }
      return new Progress(lastSeq, over);
    } finally {
      lock.unlock();
    }
  }
}
