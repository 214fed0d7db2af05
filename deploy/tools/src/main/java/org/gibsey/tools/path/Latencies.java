package org.gibsey.tools.path;

import java.util.Arrays;

/** Percentiles of measured times. */
final class Latencies {

  private final double[] sorted;

  /**
   * @param milliseconds at least one
   */
  Latencies(double[] milliseconds) {
    if (milliseconds.length == 0) {
      throw new IllegalArgumentException("there is no percentile of nothing");
    }
    sorted = milliseconds.clone();
    Arrays.sort(sorted);
  }

  /**
   * The smallest time that at least this part of all does not exceed (nearest rank).
   *
   * @param part above 0, at most 1
   */
  double percentile(double part) {
    if (!(part > 0 && part <= 1)) {
      throw new IllegalArgumentException("part is " + part + ", expected above 0 and at most 1");
    }
    return sorted[(int) Math.ceil(part * sorted.length) - 1];
  }
}
