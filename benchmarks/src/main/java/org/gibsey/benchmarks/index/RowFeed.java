package org.gibsey.benchmarks.index;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gibsey.row.EmbeddedRow;

/**
 * The writes of a benchmark in their order, which a job in this process reads and, behind a
 * failure, reads again: what Kafka is to the stream. Safe for use by many threads.
 */
final class RowFeed {
  /** How long a reader waits for a write before it looks around. */
  private static final long PATIENCE_NANOS = 10_000_000;

  /** Set in the entry of a deletion. */
  private static final long DELETION = Long.MIN_VALUE;

  private final TestPassages passages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private long[] writes = new long[1 << 16];

  /** When a write left the feed for the first time, in nanoseconds of this process's clock. */
  private long[] taken = new long[1 << 16];

  private int size;

  RowFeed(TestPassages passages) {
    this.passages = passages;
  }

  /**
   * Writes a version of a row.
   *
   * @return place of the write, from 0
   */
  int write(int number, int version) {
    return add((long) version << Integer.SIZE | number);
  }

  /** Deletes a row; the version orders the deletion among the row's writes. */
  int delete(int number, int version) {
    return add(DELETION | (long) version << Integer.SIZE | number);
  }

  private int add(long write) {
    lock.lock();
    try {
      if (size == writes.length) {
        writes = Arrays.copyOf(writes, 2 * size);
        taken = Arrays.copyOf(taken, 2 * size);
      }
      writes[size] = write;
      added.signal();
      return size++;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is a write at this place; waits a moment for one. */
  boolean awaitWrite(int place) throws InterruptedException {
    lock.lock();
    try {
      for (long left = PATIENCE_NANOS; place >= size && left > 0; ) {
        left = added.awaitNanos(left);
      }
      return place < size;
    } finally {
      lock.unlock();
    }
  }

  /** The row of a write that is there. */
  EmbeddedRow row(int place) {
    long write;
    lock.lock();
    try {
      write = writes[place];
    } finally {
      lock.unlock();
    }
    int number = (int) write;
    int version = (int) ((write & ~DELETION) >>> Integer.SIZE);
    return (write & DELETION) == 0
        ? passages.row(number, version)
        : passages.deletion(number, version);
  }

  /** Says that the reader hands the row of this write on. */
  void leaves(int place) {
    lock.lock();
    try {
      if (taken[place] == 0) {
        taken[place] = System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /** When the write left for the first time by {@link System#nanoTime}, or 0 if it did not yet. */
  long left(int place) {
    lock.lock();
    try {
      return taken[place];
    } finally {
      lock.unlock();
    }
  }
}
