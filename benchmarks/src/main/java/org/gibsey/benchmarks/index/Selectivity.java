package org.gibsey.benchmarks.index;

/**
 * The shares of all rows that the filters of {@link TestPassages} let through. Rows are dealt out
 * without regard to their vectors.
 */
public enum Selectivity {
  /** Every hundredth row. */
  PERCENT_1(1),
  /** Every tenth row. */
  PERCENT_10(10),
  /** Every other row. */
  PERCENT_50(50);

  private final int percent;

  Selectivity(int percent) {
    this.percent = percent;
  }

  /** Share of all rows in percent. */
  public int percent() {
    return percent;
  }
}
