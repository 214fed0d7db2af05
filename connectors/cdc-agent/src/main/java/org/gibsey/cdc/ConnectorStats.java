package org.gibsey.cdc;

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

  /** A run of the engine is over: what it had not seen acknowledged is read again. */
  void onRunEnded() {
    waiting.set(0);
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

  /** When Kafka last acknowledged a record; null if it has not. */
  @Nullable Instant lastAcknowledged() {
    return lastAcknowledged.get();
  }
}
