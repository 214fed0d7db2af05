package org.gibsey.api.credits;

import java.time.Duration;

/**
 * When a reservation is given up.
 *
 * @param stillFor nobody may have told for so long that it goes on, 100 ms to 1 h, measured by the
 *     sweeper alone
 * @param interval time between two looks at what is open, at most a third of {@code stillFor}
 */
public record SweepSettings(Duration stillFor, Duration interval) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int BEATS = 6;

  public SweepSettings {
    if (stillFor.compareTo(SHORTEST) < 0 || stillFor.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "A reservation is given up after %s, allowed are %s to %s"
              .formatted(stillFor, SHORTEST, LONGEST));
    }
    if (interval.isZero()
        || interval.isNegative()
        || interval.multipliedBy(3).compareTo(stillFor) > 0) {
      throw new IllegalArgumentException(
          "Looked every %s, allowed is at most a third of %s".formatted(interval, stillFor));
    }
  }

  /** After half a minute, looking every five seconds. */
  public static SweepSettings defaults() {
    return new SweepSettings(Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /** Shortest time between two beats: some may be lost without harm. */
  Duration beat() {
    return stillFor.dividedBy(BEATS);
  }
}
