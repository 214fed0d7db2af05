package org.gibsey.api.chats;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What is counted of turns. */
final class ChatMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry metrics;
  private final Timer firstDelta;
  private final Counter events;
  private final Counter resumed;
  private final Counter dropped;
  private final Map<TurnStatus, Counter> ended = new EnumMap<>(TurnStatus.class);

  ChatMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    this.firstDelta =
        Timer.builder("gibsey.turns.first.delta")
            .description("Time from the beginning of a turn until its first text is stored")
            .serviceLevelObjectives(BUCKETS)
            .register(metrics);
    this.events = counter("gibsey.turns.events", "Events of turns that were stored");
    this.resumed = counter("gibsey.turns.resumed", "Streams of turns that began behind an event");
    this.dropped =
        counter("gibsey.turns.readers.lost", "Streams of turns that broke off before their end");
    for (TurnStatus status : TurnStatus.values()) {
      if (status != TurnStatus.WRITING) {
        ended.put(
            status,
            Counter.builder("gibsey.turns.ended")
                .description("Turns that this process ended")
                .tag("status", status.text())
                .register(metrics));
      }
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(metrics);
  }

  /** Tells how many turns are being written here. */
  void open(Supplier<Number> turns) {
    Gauge.builder("gibsey.turns.open", turns)
        .description("Turns that this process writes")
        .register(metrics);
  }

  /** Tells how many streams of turns are being read here. */
  void readers(Supplier<Number> readers) {
    Gauge.builder("gibsey.turns.readers", readers)
        .description("Streams of turns that are open")
        .register(metrics);
  }

  /** Events were stored together. */
  void stored(List<TurnEvent> stored, long startedNanos, boolean firstText) {
    events.increment(stored.size());
    if (firstText) {
      firstDelta.record(Duration.ofNanos(System.nanoTime() - startedNanos));
    }
  }

  void ended(TurnStatus status) {
    Objects.requireNonNull(ended.get(status)).increment();
  }

  void resumed() {
    resumed.increment();
  }

  void dropped() {
    dropped.increment();
  }
}
