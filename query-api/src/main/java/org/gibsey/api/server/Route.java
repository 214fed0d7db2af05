package org.gibsey.api.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Workload;

/**
 * One thing that can be asked of this API.
 *
 * @param method HTTP method; {@code GET} routes answer {@code HEAD} as well
 * @param path with parameters in braces, for example {@code /v1/books/{book}}
 * @param access who may call it
 * @param workload what it keeps busy
 * @param handler answers it, or throws {@link org.gibsey.api.http.Problem}
 */
public record Route(
    HandlerType method, String path, Access access, Workload workload, Handler handler) {
  /** An {@linkplain Workload#ORDINARY ordinary} route. */
  public Route(HandlerType method, String path, Access access, Handler handler) {
    this(method, path, access, Workload.ORDINARY, handler);
  }

  /** The same route, keeping something else busy. */
  public Route keepsBusy(Workload other) {
    return new Route(method, path, access, other, handler);
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
