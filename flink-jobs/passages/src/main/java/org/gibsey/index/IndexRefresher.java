package org.gibsey.index;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets searches see what was applied to some indexes: a lone write at once, a flood of them once in
 * every interval. Where refreshing takes long, the intervals grow, so that it never takes more than
 * a fifth of the thread's time. Sleeps while there is nothing new.
 */
public final class IndexRefresher implements AutoCloseable {
  /** Rest for each unit of work. */
  private static final int REST = 4;

  /** However long a refresh takes, the next one begins after so many intervals. */
  private static final int MOST_INTERVALS = 10;

  private final List<PassageIndex> indexes;
  private final long intervalNanos;
  private final Consumer<Throwable> onFailure;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean awake;
  private boolean closed;

  private IndexRefresher(
      String name,
      Collection<PassageIndex> indexes,
      Duration interval,
      Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
    this.indexes = List.copyOf(indexes);
    this.intervalNanos = interval.toNanos();
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  /**
   * Starts the refreshing thread.
   *
   * @param name of the thread
   * @param interval least time from one refresh to the next
   * @param onFailure told when a refresh failed: the thread has ended then, and searches would see
   *     nothing new ever again
   */
  public static IndexRefresher start(
      String name,
      Collection<PassageIndex> indexes,
      Duration interval,
      Consumer<Throwable> onFailure) {
    IndexRefresher refresher = new IndexRefresher(name, indexes, interval, onFailure);
    refresher.thread.start();
    return refresher;
  }

  /** Says that one of the indexes was written to. */
  public void wake() {
    lock.lock();
    try {
      if (!awake) {
        awake = true;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a running refresh to end, then ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // The indexes are closed next: the thread must be gone by then, whoever is in a hurry.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (awaitChange()) {
        long start = System.nanoTime();
        for (PassageIndex index : indexes) {
          index.refreshIfStale();
        }
        pause(REST * (System.nanoTime() - start));
      }
    } catch (IOException | RuntimeException | Error e) {
      onFailure.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      onFailure.accept(e);
    }
  }

  /** Waits for the next write; false when closed. */
  private boolean awaitChange() throws InterruptedException {
    lock.lock();
    try {
      while (!awake && !closed) {
        changed.await();
      }
      awake = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause(long restNanos) throws InterruptedException {
    long left = Math.clamp(restNanos, intervalNanos, MOST_INTERVALS * intervalNanos);
    lock.lock();
    try {
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
