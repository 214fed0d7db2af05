package org.gibsey.api.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass or not, before anything else looks at it. Closed by default: without a valid
 * key only the exact addresses of {@link Access#OPEN} routes answer, so that a route which nobody
 * thought about is not open either.
 */
public final class KeyGate {
  private static final String ROLE = "gibsey.role";

  private final AccessKeys keys;
  private final Set<String> openPaths;

  /**
   * A gate.
   *
   * @param openPaths paths that need no key, character by character
   * @throws IllegalArgumentException when one has parameters
   */
  public KeyGate(AccessKeys keys, Set<String> openPaths) {
    openPaths.forEach(KeyGate::requireExact);
    this.keys = keys;
    this.openPaths = Set.copyOf(openPaths);
  }

  /** Puts the gate before every handler. */
  public void guard(RoutesConfig routes) {
    routes.before(this::identify);
    routes.beforeMatched(KeyGate::authorize);
  }

  private void identify(Context ctx) {
    @Nullable Role role = keys.roleOf(ctx.header("Authorization")).orElse(null);
    if (role != null) {
      ctx.attribute(ROLE, role);
    } else if (!openPaths.contains(ctx.path())) {
      throw new Problem(
          ProblemType.UNAUTHORIZED, "Send a valid key as Authorization: Bearer <key>.");
    }
  }

  private static void authorize(Context ctx) {
    @Nullable Role role = ctx.attribute(ROLE);
    if (role != null
        && !ctx.routeRoles().stream()
            .allMatch(access -> access instanceof Access required && required.permits(role))) {
      throw new Problem(ProblemType.ROLE_REQUIRED, "This needs the key of an administrator.");
    }
  }

  private static void requireExact(String path) {
    if (path.contains("{") || path.contains("<") || path.contains("*")) {
      throw new IllegalArgumentException("The open route " + path + " has parameters");
    }
  }
}
