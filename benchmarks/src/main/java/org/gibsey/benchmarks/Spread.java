package org.gibsey.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Repeated measurements of one figure.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {
  /**
   * Sums measurements up.
   *
   * @param values at least one, in any order
   * @throws IllegalArgumentException when there is none
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no measurements");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** {@code median [min-max]} with one digit behind the point. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f [%.1f-%.1f]", median, min, max);
  }
}
