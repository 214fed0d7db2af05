package org.gibsey.api.token;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Times for writes of which nobody said when they are written: the present, but each later than the
 * one before, so that of two writes of this process the second one lasts. Safe for use by many
 * threads.
 */
public final class WriteClock {
  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  public WriteClock(Clock clock) {
    this.clock = clock;
  }

  /** A time in microseconds since 1970 that no other write of this process has. */
  public long next() {
    long now = WriteTime.micros(clock.instant());
    return last.accumulateAndGet(now, (before, present) -> Math.max(before + 1, present));
  }

  /** The present. */
  public Instant now() {
    return clock.instant();
  }
}
