package org.gibsey.indexing.table;

import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time during which Cassandra takes no writes: logged when it begins and when it is over. */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final String name;
  private final Counter repeatedWrites;

  private boolean lasts;
  private long beganNanos;
  private long repeatedMeanwhile;

  /**
   * No outage so far.
   *
   * @param name who writes
   * @param repeatedWrites counts every repetition of a write
   */
  Outage(String name, Counter repeatedWrites) {
    this.name = name;
    this.repeatedWrites = repeatedWrites;
  }

  /** A request failed and is repeated. */
  synchronized void failed(Throwable reason) {
    repeatedWrites.inc();
    repeatedMeanwhile++;
    if (!lasts) {
      lasts = true;
      beganNanos = System.nanoTime();
      repeatedMeanwhile = 1;
      LOG.warn(
          "{} waits for Cassandra and holds back its input until it answers: {}",
          name,
          reason.getMessage());
    }
  }

  synchronized void succeeded() {
    if (lasts) {
      lasts = false;
      LOG.info(
          "{}: Cassandra answers again after {} ms and {} repeated requests",
          name,
          Duration.ofNanos(System.nanoTime() - beganNanos).toMillis(),
          repeatedMeanwhile);
    }
  }

  synchronized boolean lasts() {
    return lasts;
  }
}
