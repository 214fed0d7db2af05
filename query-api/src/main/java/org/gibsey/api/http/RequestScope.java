package org.gibsey.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * What surrounds every request: an id that is in the log and in the response, its latency, and a
 * line in the log.
 */
public final class RequestScope {
  public static final String ID_HEADER = "X-Request-Id";

  /** One line for each request at the level INFO, and for a slow one at WARN. */
  private static final Logger REQUESTS = LoggerFactory.getLogger("org.gibsey.api.requests");

  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final String STREAM = "text/event-stream";
  // Anything else could break the log's lines or grow them without bound.
  private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String ID_KEY = "request_id";
  private static final String CALLER_KEY = "caller";
  private static final String ID = "gibsey.request-id";
  private static final String STARTED = "gibsey.started";
  private static final String ROUTE = "gibsey.route";
  private static final String NO_ROUTE = "none";

  private final RequestTimers timers;

  public RequestScope(MeterRegistry metrics) {
    this.timers = new RequestTimers(metrics);
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

  /** Notes who sent a request, for the log. */
  public static void calledBy(String caller) {
    MDC.put(CALLER_KEY, caller);
  }

  private static String begin(Context ctx) {
    @Nullable String given = ctx.header(ID_HEADER);
    String id = given != null && ACCEPTABLE_ID.matcher(given).matches() ? given : RequestIds.next();
    ctx.attribute(ID, id);
    ctx.attribute(STARTED, System.nanoTime());
    ctx.header(ID_HEADER, id);
    MDC.put(ID_KEY, id);
    return id;
  }

  private void end(Context ctx) {
    Duration took = Duration.ofNanos(System.nanoTime() - started(ctx));
    @Nullable String matched = ctx.attribute(ROUTE);
    String route = matched == null ? NO_ROUTE : matched;
    // Anyone can invent methods, and every tag value is a time series for ever.
    timers.record(matched == null ? "any" : ctx.method().name(), route, ctx.statusCode(), took);
    log(ctx, route, took);
    MDC.remove(ID_KEY);
    MDC.remove(CALLER_KEY);
  }

  /** Neither what was asked nor by which key; a path may hold ids, and its route does not. */
  private static void log(Context ctx, String route, Duration took) {
    boolean slow = took.compareTo(SLOW) > 0 && !isStream(ctx);
    Level level = slow ? Level.WARN : Level.INFO;
    if (REQUESTS.isEnabledForLevel(level)) {
      REQUESTS
          .atLevel(level)
          .addKeyValue("method", ctx.method().name())
          .addKeyValue("route", route)
          .addKeyValue("status", ctx.statusCode())
          .addKeyValue("took_ms", took.toMillis())
          .log(slow ? "slow request" : "request");
    }
  }

  /** A stream is open for as long as its reader likes. */
  private static boolean isStream(Context ctx) {
    @Nullable String type = ctx.res().getContentType();
    return type != null && type.startsWith(STREAM);
  }

  private static long started(Context ctx) {
    @Nullable Long started = ctx.attribute(STARTED);
    return started == null ? System.nanoTime() : started;
  }
}
