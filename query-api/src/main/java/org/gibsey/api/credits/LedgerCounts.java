package org.gibsey.api.credits;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to ledgers in this process. */
final class LedgerCounts {
  private final Map<Entry.Kind, LongAdder> entries = new EnumMap<>(Entry.Kind.class);
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder resolved = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final LongAdder abandoned = new LongAdder();

  LedgerCounts() {
    for (Entry.Kind kind : Entry.Kind.values()) {
      entries.put(kind, new LongAdder());
    }
  }

  /** An entry was made. */
  void entry(Entry.Kind kind) {
    Objects.requireNonNull(entries.get(kind)).increment();
  }

  /** An append was refused, because another came first. */
  void conflict() {
    conflicts.increment();
  }

  /** Nobody learnt the outcome of an append. */
  void unknown() {
    unknown.increment();
  }

  /** The outcome of such an append was found. */
  void unknownResolved() {
    resolved.increment();
  }

  /** An operation ended without an outcome. */
  void givenUp() {
    givenUp.increment();
  }

  /** A reservation was settled that nobody worked for any more. */
  void abandoned() {
    abandoned.increment();
  }

  void register(MeterRegistry metrics) {
    entries.forEach(
        (kind, count) ->
            FunctionCounter.builder("gibsey.ledger.entries", count, LongAdder::sum)
                .description("Entries that this process made")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(metrics));
    counter(metrics, "conflicts", conflicts, "Appends that another one came before");
    counter(metrics, "unknown", unknown, "Appends whose outcome was not learnt at once");
    counter(metrics, "resolved", resolved, "Appends whose outcome was found by reading");
    counter(metrics, "given.up", givenUp, "Operations that ended without an outcome");
    counter(metrics, "abandoned", abandoned, "Reservations settled because their process ended");
  }

  private static void counter(
      MeterRegistry metrics, String name, LongAdder count, String description) {
    FunctionCounter.builder("gibsey.ledger." + name, count, LongAdder::sum)
        .description(description)
        .register(metrics);
  }
}
