package org.gibsey.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.CreditsContract;

/** The ledger that other tests use is like the real one. */
final class FakeCreditsTest extends CreditsContract {
  private Instant now = NOON;
  private final FakeCredits credits =
      new FakeCredits(
          SETTINGS,
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              throw new UnsupportedOperationException();
            }
          });

  @Override
  protected Credits credits() {
    return credits;
  }

  @Override
  protected void elapse(Duration time) {
    now = now.plus(time);
  }
}
