package org.gibsey.benchmarks.index;

import java.util.concurrent.locks.LockSupport;

/** Merges of Lucene in this process. */
public final class Merges {
  private static final long POLL_NANOS = 20_000_000;

  private Merges() {}

  /**
   * Waits until no merge runs. Lucene merges in threads of its own and tells nobody outside when
   * they are done, but for the threads' names.
   */
  public static void await() {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("Lucene Merge Thread"))) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
