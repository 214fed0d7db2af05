package org.gibsey.api.admission;

import java.time.Duration;

/**
 * How much is done at once.
 *
 * @param searches searches under way at once, 1 to 1,000
 * @param waitingSearches searches that may wait for one to end, 0 to 1,000
 * @param patience how long they wait at most, 1 ms to 1 s
 * @param requests other requests under way at once, 1 to 100,000
 * @param stopWithin time for requests and streams under way to end after a stop, 0 to 10 min
 */
public record AdmissionSettings(
    int searches, int waitingSearches, Duration patience, int requests, Duration stopWithin) {
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

  public AdmissionSettings {
    require("--max-searches", searches, 1, 1_000);
    require("--max-waiting-searches", waitingSearches, 0, 1_000);
    require("--max-requests", requests, 1, 100_000);
    requireBetween("--search-patience", patience, Duration.ofMillis(1), MOST_PATIENCE);
    requireBetween("--stop-within", stopWithin, Duration.ZERO, LONGEST_STOP);
  }

  private static void require(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are %d to %d".formatted(option, value, min, max));
    }
  }

  private static void requireBetween(String option, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s is %d ms, allowed are %d to %d ms"
              .formatted(option, value.toMillis(), min.toMillis(), max.toMillis()));
    }
  }
}
