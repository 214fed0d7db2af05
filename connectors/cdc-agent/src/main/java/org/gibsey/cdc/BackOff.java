package org.gibsey.cdc;

import java.time.Duration;

/**
 * How long to wait before a failed engine is started again: 1 s, doubling to 60 s at most, and from
 * the beginning again after a run that lasted.
 */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** A run of this length counts as healthy. */
  private static final Duration LASTED = Duration.ofSeconds(60);

  private Duration next = FIRST;

  /**
   * The pause after a failed run.
   *
   * @param ran how long the run had lasted
   */
  Duration after(Duration ran) {
    if (ran.compareTo(LASTED) >= 0) {
      next = FIRST;
    }
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }
}
