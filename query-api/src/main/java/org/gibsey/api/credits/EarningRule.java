package org.gibsey.api.credits;

/**
 * What doing something earns.
 *
 * @param credits for each time, 0 to 1,000,000; 0 for nothing
 * @param mostADay times that earn on one day (UTC), 0 to 1,000,000
 */
public record EarningRule(long credits, int mostADay) {
  static final int MOST = 1_000_000;

  public EarningRule {
    if (credits < 0 || credits > MOST || mostADay < 0 || mostADay > MOST) {
      throw new IllegalArgumentException(
          "%d credits %d times a day, allowed are 0 to %d of each"
              .formatted(credits, mostADay, MOST));
    }
  }

  /** Whether it earns anything at all. */
  public boolean earns() {
    return credits > 0 && mostADay > 0;
  }
}
