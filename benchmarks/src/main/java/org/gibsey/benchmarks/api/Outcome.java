package org.gibsey.benchmarks.api;

/**
 * One request that was answered.
 *
 * @param dueNanos when it was to be sent, on the clock of {@link System#nanoTime()}
 * @param nanos from then to the end of its answer, so that waiting to be sent counts, too
 * @param status of the answer
 */
record Outcome(long dueNanos, long nanos, int status) {
  boolean accepted() {
    return status == 200;
  }
}
