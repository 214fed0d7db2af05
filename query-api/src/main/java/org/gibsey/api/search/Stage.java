package org.gibsey.api.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gibsey.api.http.LatencyBuckets;

/** One step of answering, with a histogram of how long it takes. */
public final class Stage {
  /** Name of the histogram; the tag {@code stage} tells the steps apart. */
  static final String METRIC = "gibsey.stage";

  private static final double NANOS_PER_MS = 1e6;
  private static final double DIGITS = 100;

  private final Timer timer;

  public Stage(MeterRegistry metrics, String name) {
    this.timer =
        Timer.builder(METRIC)
            .description("Time spent in one step of answering a search or a question")
            .tag("stage", name)
            .serviceLevelObjectives(LatencyBuckets.all())
            .register(metrics);
  }

  /** Runs the step and measures it, also when it fails. */
  public <T> Timed<T> run(Supplier<T> step) {
    long started = System.nanoTime();
    try {
      T value = step.get();
      return new Timed<>(value, millisSince(started));
    } finally {
      timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    }
  }

  /** Milliseconds since a {@link System#nanoTime()}, with two decimals. */
  public static double millisSince(long started) {
    return Math.round((System.nanoTime() - started) / NANOS_PER_MS * DIGITS) / DIGITS;
  }

  /**
   * What a step returned.
   *
   * @param millis how long it took
   */
  public record Timed<T>(T value, double millis) {}
}
