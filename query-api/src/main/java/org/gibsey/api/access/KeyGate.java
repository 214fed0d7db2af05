package org.gibsey.api.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
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
      new Caller(role.name().toLowerCase(Locale.ROOT), role).sent(ctx);
    } else if (!openPaths.contains(ctx.path())) {
      throw new Problem(
          ProblemType.UNAUTHORIZED, "Send a valid key as Authorization: Bearer <key>.");
    }
  }

  private static void authorize(Context ctx) {
    @Nullable Caller caller = Caller.orNull(ctx);
    if (caller != null
        && !ctx.routeRoles().stream()
            .allMatch(
                access -> access instanceof Access required && required.permits(caller.role()))) {
      throw new Problem(
          ProblemType.ROLE_REQUIRED,
          "The key that was sent has the role '%s', which may not do this."
              .formatted(caller.role().name().toLowerCase(Locale.ROOT)));
    }
  }

  private static void requireExact(String path) {
    if (path.contains("{") || path.contains("<") || path.contains("*")) {
      throw new IllegalArgumentException("The open route " + path + " has parameters");
    }
  }
}
