package org.gibsey.api.idempotency;

import io.javalin.http.Context;
import java.time.Duration;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteClock;
import org.gibsey.api.token.WriteTime;
import org.jspecify.annotations.Nullable;

/** The write time of a request that replaces or deletes something. */
public record RequestedTime(WriteClock clock) {
  /** How far ahead a caller's clock may be. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /**
   * As given; else when a repeated request began first, so that it is the same write; else now. In
   * microseconds since 1970.
   *
   * @param given ISO 8601, or null
   * @throws Problem when it is no time, or more than a minute ahead
   */
  public long of(Context ctx, @Nullable String given) {
    if (given == null) {
      return IdempotentRequests.beganAtMicros(ctx).orElseGet(clock::next);
    }
    long micros = WriteTime.parse(given);
    if (micros > WriteTime.micros(clock.now().plus(AHEAD))) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "'write_time' is more than a minute ahead of this service's clock; such a write would"
              + " hide all until then.");
    }
    return micros;
  }
}
