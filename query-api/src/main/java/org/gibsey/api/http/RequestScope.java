package org.gibsey.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What surrounds every request: an id that is in the log and in the response, its latency, and a
 * line in the log.
 */
public final class RequestScope {
  public static final String ID_HEADER = "X-Request-Id";

  /** Name of the latency histogram; tags {@code method}, {@code route}, {@code status}. */
  static final String METRIC = "http.server.requests";

  private static final Logger LOG = LoggerFactory.getLogger(RequestScope.class);
  // Anything else could break the log's lines or grow them without bound.
  private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String MDC_KEY = "request_id";
  private static final String ID = "gibsey.request-id";
  private static final String STARTED = "gibsey.started";
  private static final String ROUTE = "gibsey.route";
  private static final String NO_ROUTE = "none";

  private final MeterRegistry metrics;

  public RequestScope(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  public void surround(RoutesConfig routes) {
    routes.before(RequestScope::begin);
    routes.after(this::end);
  }

  /** The id of the request, set before any other handler runs. */
  static String id(Context ctx) {
    @Nullable String id = ctx.attribute(ID);
    return id == null ? begin(ctx) : id;
  }

  /** Notes which route a request was for, as a path with its parameters in braces. */
  public static void routed(Context ctx, String route) {
    ctx.attribute(ROUTE, route);
  }

  private static String begin(Context ctx) {
    @Nullable String given = ctx.header(ID_HEADER);
    String id =
        given != null && ACCEPTABLE_ID.matcher(given).matches()
            ? given
            : UUID.randomUUID().toString();
    ctx.attribute(ID, id);
    ctx.attribute(STARTED, System.nanoTime());
    ctx.header(ID_HEADER, id);
    MDC.put(MDC_KEY, id);
    return id;
  }

  private void end(Context ctx) {
    Duration took = Duration.ofNanos(System.nanoTime() - started(ctx));
    @Nullable String matched = ctx.attribute(ROUTE);
    String route = matched == null ? NO_ROUTE : matched;
    Timer.builder(METRIC)
        .description("Time from a request's arrival to the end of its handling")
        .serviceLevelObjectives(LatencyBuckets.all())
        // Anyone can invent methods, and every tag value is a time series for ever.
        .tag("method", matched == null ? "any" : ctx.method().name())
        .tag("route", route)
        .tag("status", Integer.toString(ctx.statusCode()))
        .register(metrics)
        .record(took);
    LOG.debug(
        "method={} route={} status={} took_ms={}",
        ctx.method(),
        route,
        ctx.statusCode(),
        took.toMillis());
    MDC.remove(MDC_KEY);
  }

  private static long started(Context ctx) {
    @Nullable Long started = ctx.attribute(STARTED);
    return started == null ? System.nanoTime() : started;
  }
}
