package org.gibsey.cdc;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a connector has done since the agent started, over all runs of its engine. */
final class ConnectorStats {
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicReference<@Nullable Instant> lastAcknowledged = new AtomicReference<>();
  private final AtomicReference<@Nullable Instant> waitingSince = new AtomicReference<>();

  /** A record was handed to the producer. */
  void onSent() {
    sent.incrementAndGet();
    waiting.incrementAndGet();
  }

  /** Kafka holds the record. */
  void onAcknowledged() {
    acknowledged.incrementAndGet();
    waiting.decrementAndGet();
    lastAcknowledged.set(Instant.now());
  }

  /** A dead letter took the record's place. */
  void onDeadLetter() {
    deadLetters.incrementAndGet();
    waiting.decrementAndGet();
  }

  /** The engine has ended with an error. */
  void onFailure() {
    failures.incrementAndGet();
  }

  /** The publisher begins to wait for Kafka, unless it waits already. */
  void onWaitBegan() {
    waitingSince.compareAndSet(null, Instant.now());
  }

  /** Kafka has answered: the wait is over. */
  void onWaitOver() {
    waitingSince.set(null);
  }

  /** A run of the engine is over: what it had not seen acknowledged is read again. */
  void onRunEnded() {
    waiting.set(0);
    waitingSince.set(null);
  }

  long sent() {
    return sent.get();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long deadLetters() {
    return deadLetters.get();
  }

  long failures() {
    return failures.get();
  }

  /** Records handed to the producer and not acknowledged yet. */
  long waiting() {
    return waiting.get();
  }

  /** How long the publisher has been waiting for Kafka; zero if it is not. */
  Duration waited() {
    @Nullable Instant since = waitingSince.get();
    return since == null ? Duration.ZERO : Duration.between(since, Instant.now());
  }

  /** When Kafka last acknowledged a record; null if it has not. */
  @Nullable Instant lastAcknowledged() {
    return lastAcknowledged.get();
  }
}
