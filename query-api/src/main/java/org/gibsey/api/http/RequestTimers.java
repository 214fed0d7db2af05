package org.gibsey.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The latency histograms of all routes; looking one up in the registry costs more than it does. */
final class RequestTimers {
  /** Name of the histogram; tags {@code method}, {@code route}, {@code status}. */
  static final String METRIC = "http.server.requests";

  private final MeterRegistry metrics;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  private record Series(String method, String route, int status) {}

  RequestTimers(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void record(String method, String route, int status, Duration took) {
    timers.computeIfAbsent(new Series(method, route, status), this::register).record(took);
  }

  private Timer register(Series series) {
    return Timer.builder(METRIC)
        .description("Time from a request's arrival to the end of its handling")
        .serviceLevelObjectives(LatencyBuckets.all())
        .tag("method", series.method())
        .tag("route", series.route())
        .tag("status", Integer.toString(series.status()))
        .register(metrics);
  }
}
