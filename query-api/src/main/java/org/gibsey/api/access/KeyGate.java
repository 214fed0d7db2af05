package org.gibsey.api.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Set;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Lets a request pass or not, before anything else looks at it. Closed by default: without a valid
 * key or token only the exact addresses of {@link Access#OPEN} routes answer, so that a route which
 * nobody thought about is not open either, and a route that declares no access is closed to all.
 */
public final class KeyGate {
  /** The same whatever is wrong with what was sent, so that nobody learns how to come nearer. */
  private static final String DETAIL =
      "Send a valid key or token as Authorization: Bearer <key or token>.";

  private final Callers callers;
  private final Set<String> openPaths;

  /**
   * A gate.
   *
   * @param openPaths paths that need no key, character by character
   * @throws IllegalArgumentException when one has parameters
   */
  public KeyGate(Callers callers, Set<String> openPaths) {
    openPaths.forEach(KeyGate::requireExact);
    this.callers = callers;
    this.openPaths = Set.copyOf(openPaths);
  }

  /** Puts the gate before every handler. */
  public void guard(RoutesConfig routes) {
    routes.before(
        ctx -> {
          if (!openPaths.contains(ctx.path())) {
            identify(ctx);
          }
        });
    routes.beforeMatched(this::authorize);
  }

  private Caller identify(Context ctx) {
    Caller caller =
        callers.of(ctx).orElseThrow(() -> new Problem(ProblemType.UNAUTHORIZED, DETAIL));
    caller.sent(ctx);
    return caller;
  }

  private void authorize(Context ctx) {
    if (ctx.routeRoles().equals(Set.of(Access.OPEN))) {
      return;
    }
    // The address of an open route may have methods that are not.
    Caller caller = Caller.find(ctx).orElseGet(() -> identify(ctx));
    if (!permits(ctx.routeRoles(), caller.role())) {
      throw caller.roleRequired();
    }
  }

  private static boolean permits(Set<RouteRole> declared, Role role) {
    return declared.size() == 1
        && declared.iterator().next() instanceof Access required
        && required.permits(role);
  }

  private static void requireExact(String path) {
    if (path.contains("{") || path.contains("<") || path.contains("*")) {
      throw new IllegalArgumentException("The open route " + path + " has parameters");
    }
  }
}
