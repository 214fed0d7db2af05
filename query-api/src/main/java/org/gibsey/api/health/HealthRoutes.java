package org.gibsey.api.health;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.server.Route;

/** Liveness, readiness and metrics. */
public final class HealthRoutes {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final List<Dependency> dependencies;
  private final PrometheusMeterRegistry metrics;

  public HealthRoutes(List<Dependency> dependencies, PrometheusMeterRegistry metrics) {
    this.dependencies = List.copyOf(dependencies);
    this.metrics = metrics;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/livez", Access.OPEN, HealthRoutes::alive),
        Route.get("/readyz", Access.OPEN, this::ready),
        Route.get("/metrics", Access.READER, this::metrics).producing("text/plain"));
  }

  private static void alive(Context ctx) {
    Json.respond(ctx, Map.of("status", "alive"));
  }

  private void ready(Context ctx) {
    Map<String, Dependency.State> states = new LinkedHashMap<>();
    dependencies.forEach(dependency -> states.put(dependency.name(), dependency.state()));
    boolean ready = states.values().stream().allMatch(Dependency.State::up);
    boolean able = states.values().stream().allMatch(state -> state.up() || state.degraded());
    ctx.status(able ? 200 : 503);
    Json.respond(ctx, new Readiness(ready ? "ready" : able ? "degraded" : "not-ready", states));
  }

  private void metrics(Context ctx) {
    ctx.contentType(PROMETHEUS_TEXT).result(metrics.scrape());
  }

  private record Readiness(String status, Map<String, Dependency.State> dependencies) {}
}
