package org.gibsey.api.health;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Json;
import org.gibsey.api.server.Route;

/** Liveness, readiness and metrics. */
public final class HealthRoutes {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final List<Dependency> dependencies;
  private final PrometheusMeterRegistry metrics;
  private final Drain drain;

  /**
   * Routes.
   *
   * @param drain tells whether this process is being stopped, and so takes no new requests
   */
  public HealthRoutes(List<Dependency> dependencies, PrometheusMeterRegistry metrics, Drain drain) {
    this.dependencies = List.copyOf(dependencies);
    this.metrics = metrics;
    this.drain = drain;
  }

  public List<Route> routes() {
    return Stream.of(
            Route.get("/livez", Access.OPEN, HealthRoutes::alive),
            Route.get("/readyz", Access.OPEN, this::ready),
            Route.get("/metrics", Access.READER, this::metrics).producing("text/plain"))
        .map(route -> route.keepsBusy(Workload.VITAL))
        .toList();
  }

  private static void alive(Context ctx) {
    Json.respond(ctx, Map.of("status", "alive"));
  }

  private void ready(Context ctx) {
    Map<String, Dependency.State> states = new LinkedHashMap<>();
    dependencies.forEach(dependency -> states.put(dependency.name(), dependency.state()));
    boolean ready = states.values().stream().allMatch(Dependency.State::up);
    boolean able = states.values().stream().allMatch(state -> state.up() || state.degraded());
    boolean stopping = drain.isStopping();
    ctx.status(able && !stopping ? 200 : 503);
    String status = stopping ? "stopping" : ready ? "ready" : able ? "degraded" : "not-ready";
    Json.respond(ctx, new Readiness(status, states));
  }

  private void metrics(Context ctx) {
    ctx.contentType(PROMETHEUS_TEXT).result(metrics.scrape());
  }

  private record Readiness(String status, Map<String, Dependency.State> dependencies) {}
}
