package org.gibsey.verification.ledger;

import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.time.TimestampGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Write times of a machine whose clock is wrong, named in the driver's configuration. */
public final class SkewedTimestamps implements TimestampGenerator {
  /** System property: seconds by which the clock is ahead. */
  static final String SKEW = "gibsey.skew";

  private final long skewMicros = Duration.ofSeconds(Long.getLong(SKEW, 0)).toMillis() * 1_000;
  private final AtomicLong last = new AtomicLong();

  /** As the driver wants it. */
  @SuppressWarnings("unused")
  public SkewedTimestamps(DriverContext context) {}

  @Override
  public long next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + skewMicros;
    return last.accumulateAndGet(now, (before, present) -> Math.max(before + 1, present));
  }

  @Override
  public void close() {}
}
