package org.gibsey.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Durations in nanoseconds, summed up the way every benchmark reports them. */
public final class Percentiles {
  private final long[] sorted;

  /**
   * @param nanos at least one duration, in any order
   * @throws IllegalArgumentException when there is none
   */
  public Percentiles(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no measurements");
    }
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /** Nearest-rank percentile in milliseconds; {@code p} in (0, 100]. */
  public double millis(double p) {
    int rank = (int) Math.ceil(p / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }

  /** As {@link #toString}, with two more digits. */
  public String precise() {
    return String.format(
        Locale.ROOT,
        "n=%d p50=%.3f p90=%.3f p99=%.3f max=%.3f ms",
        sorted.length,
        millis(50),
        millis(90),
        millis(99),
        millis(100));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "n=%d min=%.1f p50=%.1f p90=%.1f p99=%.1f max=%.1f ms",
        sorted.length,
        sorted[0] / 1e6,
        millis(50),
        millis(90),
        millis(99),
        sorted[sorted.length - 1] / 1e6);
  }
}
