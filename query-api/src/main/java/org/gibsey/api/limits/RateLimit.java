package org.gibsey.api.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token bucket: so many requests at once, and so many more each second.
 *
 * @param perSecond tokens that come back each second, 1 to 1,000,000; 0 for no limit
 * @param burst tokens of a full bucket, {@code perSecond} to 10,000,000
 */
public record RateLimit(long perSecond, long burst) {
  /** Never refuses. */
  public static final RateLimit NONE = new RateLimit(0, 0);

  private static final long MAX_PER_SECOND = 1_000_000;
  private static final long MAX_BURST = 10_000_000;
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,7})(?::([0-9]{1,8}))?");

  /**
   * A limit.
   *
   * @throws IllegalArgumentException when a number is outside its range
   */
  public RateLimit {
    boolean none = perSecond == 0 && burst == 0;
    boolean valid =
        perSecond >= 1 && perSecond <= MAX_PER_SECOND && burst >= perSecond && burst <= MAX_BURST;
    if (!none && !valid) {
      throw new IllegalArgumentException(
          "a rate of %d with a burst of %d is outside 1 to %d and rate to %d"
              .formatted(perSecond, burst, MAX_PER_SECOND, MAX_BURST));
    }
  }

  /**
   * Reads {@code RATE} or {@code RATE:BURST}; without a burst it is twice the rate.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static RateLimit parse(String option, String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "%s is '%s', expected requests per second, such as 50, or 50:200 with a burst; 0 for none"
              .formatted(option, text));
    }
    long rate = Long.parseLong(parts.group(1));
    long burst = parts.group(2) == null ? 2 * rate : Long.parseLong(parts.group(2));
    try {
      return rate == 0 ? NONE : new RateLimit(rate, burst);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  boolean isNone() {
    return perSecond == 0;
  }

  /** A full bucket. */
  Bucket bucket(TimeMeter clock) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .withCustomTimePrecision(clock)
        .build();
  }

  /** How long an empty bucket takes to be full again. */
  Duration refill() {
    return Duration.ofMillis(isNone() ? 0 : burst * 1000 / perSecond + 1);
  }
}
