package org.gibsey.api.server;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.limits.Effort;

/**
 * One thing that can be asked of this API.
 *
 * @param method HTTP method; {@code GET} routes answer {@code HEAD} as well
 * @param path with parameters in braces, for example {@code /v1/books/{book}}
 * @param access who may call it
 * @param handler answers it, or throws {@link org.gibsey.api.http.Problem}
 * @param effort which limits a request counts against
 * @param produces media types of its answers; a request that accepts none of them is refused
 */
public record Route(
    HandlerType method,
    String path,
    Access access,
    Handler handler,
    Effort effort,
    List<String> produces) {
  private static final List<String> JSON = List.of(Json.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);

  public Route {
    produces = List.copyOf(produces);
  }

  /** A route of ordinary effort that answers with JSON. */
  public Route(HandlerType method, String path, Access access, Handler handler) {
    this(method, path, access, handler, Effort.ORDINARY, JSON);
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

  /** The same for requests that let a language model write. */
  public Route generating() {
    return new Route(method, path, access, handler, Effort.GENERATION, produces);
  }

  /** The same with answers of these media types, such as {@code text/event-stream}. */
  public Route producing(String... types) {
    return new Route(method, path, access, handler, effort, List.of(types));
  }

  Route with(HandlerType other) {
    return new Route(other, path, access, handler, effort, produces);
  }
}
