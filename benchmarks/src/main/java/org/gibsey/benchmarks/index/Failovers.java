package org.gibsey.benchmarks.index;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts pairs for all writers, and lets the job fail at even distances among them. */
final class Failovers {
  private final IndexJob job;
  private final int pairs;
  private final int failovers;
  private final PrintWriter progress;
  private final AtomicInteger begun = new AtomicInteger();

  Failovers(IndexJob job, int pairs, int failovers, PrintWriter progress) {
    this.job = job;
    this.pairs = pairs;
    this.failovers = failovers;
    this.progress = progress;
  }

  /** Number of the next pair from 0, or -1 when all have begun. */
  int next() {
    int pair = begun.getAndIncrement();
    if (pair >= pairs) {
      return -1;
    }
    // The whole part of this grows by one at each failure's turn, and not at the ends.
    long share = (long) pair * (failovers + 1) / pairs;
    if (pair > 0 && share > (long) (pair - 1) * (failovers + 1) / pairs) {
      progress.printf("  the job fails after %d of %d pairs%n", pair, pairs);
      progress.flush();
      job.fail();
    }
    return pair;
  }
}
