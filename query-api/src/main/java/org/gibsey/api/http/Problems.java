package org.gibsey.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into a problem response, and logs what is our fault. */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String INTERNAL_DETAIL =
      "The error is logged under the correlation id; nothing about the request is known to be"
          + " wrong.";

  private Problems() {}

  public static void handleIn(RoutesConfig routes) {
    routes.exception(Problem.class, Problems::respond);
    routes.exception(
        HttpResponseException.class, (refusal, ctx) -> respond(translate(refusal, ctx), ctx));
    routes.exception(Exception.class, (failure, ctx) -> respond(internal(failure), ctx));
  }

  /** Something nobody expected, as a problem. */
  static Problem internal(Throwable failure) {
    return new Problem(ProblemType.INTERNAL_ERROR, INTERNAL_DETAIL, failure);
  }

  /** Any failure as a problem: itself when it is one. */
  public static Problem of(Throwable failure) {
    return failure instanceof Problem problem ? problem : internal(failure);
  }

  /** The body that tells of a problem; logs it when it is ours. */
  public static ProblemBody report(Problem problem, Context ctx) {
    return report(problem, ctx.path(), RequestScope.id(ctx));
  }

  /** The same for work that outlasts its request. */
  public static ProblemBody report(Problem problem, String path, String requestId) {
    ProblemType type = problem.type();
    if (type.ours() && !type.counted()) {
      log(problem, requestId);
    }
    return ProblemBody.of(problem, path, requestId);
  }

  static void respond(Problem problem, Context ctx) {
    ProblemType type = problem.type();
    ctx.status(type.status()).contentType(ProblemBody.CONTENT_TYPE);
    if (type.passing() && !ctx.res().containsHeader("Retry-After")) {
      ctx.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (type == ProblemType.STOPPING) {
      ctx.header("Connection", "close");
    }
    if (type == ProblemType.UNAUTHORIZED) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"gibsey\"");
    }
    byte[] body = Json.bytes(report(problem, ctx));
    ctx.result(body);
    if (!ctx.res().isCommitted()) {
      ctx.res().setContentLengthLong(body.length);
    }
  }

  private static void log(Problem problem, String requestId) {
    if (problem.type() == ProblemType.INTERNAL_ERROR) {
      LOG.error("correlation_id={} {}", requestId, problem.type().urn(), problem.getCause());
    } else if (problem.getCause() == null) {
      LOG.warn("correlation_id={} {}: {}", requestId, problem.type().urn(), problem.detail());
    } else {
      LOG.warn(
          "correlation_id={} {}: {}",
          requestId,
          problem.type().urn(),
          problem.getCause().toString());
    }
  }

  /** What the router itself refuses. */
  private static Problem translate(HttpResponseException refusal, Context ctx) {
    return switch (refusal.getStatus()) {
      case 404 ->
          new Problem(ProblemType.UNKNOWN_ROUTE, "See the project's documentation for the routes.");
      case 405 -> methodNotAllowed(refusal.getDetails(), ctx);
      default ->
          refusal.getStatus() < 500
              ? new Problem(ProblemType.BAD_REQUEST, "The request cannot be understood.")
              : internal(refusal);
    };
  }

  private static Problem methodNotAllowed(Map<String, String> details, Context ctx) {
    // The router's only detail are the methods; its key depends on what the client accepts.
    String allowed = String.join(", ", details.values());
    ctx.header("Allow", allowed);
    return new Problem(ProblemType.METHOD_NOT_ALLOWED, "Supported here: " + allowed + ".");
  }
}
