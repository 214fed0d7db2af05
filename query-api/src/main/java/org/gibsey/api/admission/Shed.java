package org.gibsey.api.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was refused, and says so in the log now and then: a line for each would be work. */
final class Shed {
  private static final Logger LOG = LoggerFactory.getLogger(Shed.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Map<Workload, Map<Reason, Counter>> counters = new EnumMap<>(Workload.class);
  private final AtomicLong sinceLine = new AtomicLong();
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

  enum Reason {
    FULL,
    TOO_LATE,
    STOPPING
  }

  Shed(MeterRegistry metrics) {
    for (Workload workload : Workload.values()) {
      Map<Reason, Counter> byReason = new EnumMap<>(Reason.class);
      for (Reason reason : Reason.values()) {
        if (workload != Workload.VITAL) {
          byReason.put(reason, counter(metrics, workload, reason));
        }
      }
      counters.put(workload, byReason);
    }
  }

  private static Counter counter(MeterRegistry metrics, Workload workload, Reason reason) {
    return Counter.builder("gibsey.requests.shed")
        .description("Requests refused because there was too much to do, or this was stopping")
        .tag("workload", workload.tag())
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(metrics);
  }

  void count(Reason reason, Workload workload) {
    Map<Reason, Counter> byReason = counters.get(workload);
    @Nullable Counter counter = byReason == null ? null : byReason.get(reason);
    if (counter != null) {
      counter.increment();
    }
    sinceLine.incrementAndGet();
    long due = nextLine.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextLine.compareAndSet(due, now + PAUSE_NANOS)) {
      LOG.warn(
          "Refused {} requests since the last such line, this one ({}) because: {}",
          sinceLine.getAndSet(0),
          workload,
          reason);
    }
  }
}
