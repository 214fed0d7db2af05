package org.gibsey.benchmarks.index;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes new versions of rows at an even pace, whatever becomes of them: a pause of the machine is
 * made up for, as by a source that has not waited either.
 */
final class PacedWriter implements AutoCloseable {
  private final RowFeed feed;
  private final int[] versions;
  private final double nanosPerWrite;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Sampled sampled;
  private final Thread thread;
  private volatile boolean closed;

  /** Is told of each write. */
  interface Sampled {
    void written(int place, int number, int version);
  }

  private PacedWriter(RowFeed feed, int[] versions, double perSecond, Sampled sampled) {
    this.feed = feed;
    this.versions = versions;
    this.nanosPerWrite = 1e9 / perSecond;
    this.sampled = sampled;
    this.thread = Thread.ofPlatform().name("paced-writer").daemon(true).unstarted(this::run);
  }

  /**
   * Starts to write.
   *
   * @param versions newest version of each row, changed by this writer
   * @param perSecond writes per second, above 0
   */
  static PacedWriter start(RowFeed feed, int[] versions, double perSecond, Sampled sampled) {
    PacedWriter writer = new PacedWriter(feed, versions, perSecond, sampled);
    writer.thread.start();
    return writer;
  }

  /** Writes no more once this returns. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }

  private void run() {
    long start = System.nanoTime();
    for (long write = 0; !closed; write++) {
      long due = start + (long) (write * nanosPerWrite);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int number = random.nextInt(versions.length);
      int version = ++versions[number];
      sampled.written(feed.write(number, version), number, version);
    }
  }
}
