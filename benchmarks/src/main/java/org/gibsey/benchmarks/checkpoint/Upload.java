package org.gibsey.benchmarks.checkpoint;

/**
 * One checkpoint.
 *
 * @param changed bytes of the documents that changed before it
 * @param uploaded bytes of the files that it added
 * @param state bytes of all files that it consists of
 * @param millis from its trigger to its completion
 */
record Upload(long changed, long uploaded, long state, long millis) {
  double amplification() {
    return (double) uploaded / changed;
  }

  /** Share of its files that are new, 0 to 1. */
  double newShare() {
    return (double) uploaded / state;
  }
}
