package org.gibsey.api.access;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestScope;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param id who it is, the same for every request of the same person or program; owns what its
 *     requests make. The owner of a key, or {@code jwt:} and the subject of a token, so that an
 *     issuer of tokens can't name the owner of a key.
 * @param role what it may do
 */
public record Caller(String id, Role role) {
  /** Begins the ids of callers with a token; no owner of a key holds a colon. */
  static final String TOKEN_PREFIX = "jwt:";

  private static final String ATTRIBUTE = "gibsey.caller";

  /**
   * The caller of a request that came through the gate.
   *
   * @throws IllegalStateException on an open route, which has none
   */
  public static Caller of(Context ctx) {
    return find(ctx).orElseThrow(() -> new IllegalStateException("This route is open to anyone"));
  }

  /**
   * What was found, if it is this caller's. What belongs to another looks like what is not there,
   * to any role: whoever may not see it must not learn that it exists.
   *
   * @param absent the problem of something that is not there, with status 404
   * @throws Problem that one, when nothing was found or it belongs to another
   */
  public <T extends Owned> T mustOwn(Optional<T> found, Supplier<Problem> absent) {
    return found.filter(thing -> thing.ownerId().equals(id)).orElseThrow(absent);
  }

  /**
   * Refuses who may not do something within a route that is open to lower roles, too.
   *
   * @throws Problem of the type {@code ROLE_REQUIRED}
   */
  public void must(Role least) {
    if (!role.includes(least)) {
      throw roleRequired();
    }
  }

  Problem roleRequired() {
    return new Problem(
        ProblemType.ROLE_REQUIRED,
        "What was sent has the role '%s', which may not do this."
            .formatted(role.name().toLowerCase(Locale.ROOT)));
  }

  /** The caller of a request, or empty on an open route. */
  public static Optional<Caller> find(Context ctx) {
    @Nullable Caller caller = ctx.attribute(ATTRIBUTE);
    return Optional.ofNullable(caller);
  }

  void sent(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
    RequestScope.calledBy(id);
  }
}
