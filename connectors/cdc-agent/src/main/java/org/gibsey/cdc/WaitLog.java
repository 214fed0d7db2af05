package org.gibsey.cdc;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says what a thread is waiting for, at most twice a minute, and when the waiting is over. */
final class WaitLog {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Logger log;
  private final String connector;
  private final String what;
  private @Nullable Instant since;
  private Instant next = Instant.EPOCH;

  /**
   * Creates a log.
   *
   * @param log where to
   * @param connector who waits
   * @param what what for, such as {@code Kafka at 127.0.0.1:9092}
   */
  WaitLog(Logger log, String connector, String what) {
    this.log = log;
    this.connector = connector;
    this.what = what;
  }

  /** The wait goes on. */
  void waiting(long records) {
    Instant now = Instant.now();
    if (since == null) {
      since = now;
    }
    if (!now.isBefore(next)) {
      next = now.plus(EVERY);
      log.warn("{} waits for {}; {} records are not acknowledged", connector, what, records);
    }
  }

  /** The wait is over, if there was one. */
  void over() {
    if (since != null) {
      log.info("{} waited {} for {}", connector, Duration.between(since, Instant.now()), what);
      since = null;
      next = Instant.EPOCH;
    }
  }
}
