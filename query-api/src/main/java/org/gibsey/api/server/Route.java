package org.gibsey.api.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.ProblemBody;

/**
 * One thing that can be asked of this API.
 *
 * @param method HTTP method; {@code GET} routes answer {@code HEAD} as well
 * @param path with parameters in braces, for example {@code /v1/books/{book}}
 * @param access who may call it
 * @param workload what it keeps busy, and with that the limits that its callers have
 * @param produces media types of its answers; a request that accepts none of them is refused
 * @param handler answers it, or throws {@link org.gibsey.api.http.Problem}
 */
public record Route(
    HandlerType method,
    String path,
    Access access,
    Workload workload,
    List<String> produces,
    Handler handler) {
  private static final List<String> JSON = List.of(Json.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);

  public Route {
    produces = List.copyOf(produces);
  }

  /** An {@linkplain Workload#ORDINARY ordinary} route that answers with JSON. */
  public Route(HandlerType method, String path, Access access, Handler handler) {
    this(method, path, access, Workload.ORDINARY, JSON, handler);
  }

  /** The same route, keeping something else busy. */
  public Route keepsBusy(Workload other) {
    return new Route(method, path, access, other, produces, handler);
  }

  /** The same route with answers of these media types, such as {@code text/event-stream}. */
  public Route producing(String... types) {
    return new Route(method, path, access, workload, List.of(types), handler);
  }

  public static Route get(String path, Access access, Handler handler) {
    return new Route(HandlerType.GET, path, access, handler);
  }

  public static Route post(String path, Access access, Handler handler) {
    return new Route(HandlerType.POST, path, access, handler);
  }

  public static Route put(String path, Access access, Handler handler) {
    return new Route(HandlerType.PUT, path, access, handler);
  }

  public static Route delete(String path, Access access, Handler handler) {
    return new Route(HandlerType.DELETE, path, access, handler);
  }
}
