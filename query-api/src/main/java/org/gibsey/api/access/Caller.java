package org.gibsey.api.access;

import io.javalin.http.Context;
import org.gibsey.api.http.RequestScope;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param id who it is, the same for every request of the same person or program; owns what its
 *     requests make
 * @param role what it may do
 */
public record Caller(String id, Role role) {
  private static final String ATTRIBUTE = "gibsey.caller";

  /**
   * The caller of a request that came through the gate.
   *
   * @throws IllegalStateException on an open route, which has none
   */
  public static Caller of(Context ctx) {
    @Nullable Caller caller = ctx.attribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("This route is open to anyone");
    }
    return caller;
  }

  static @Nullable Caller orNull(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  void sent(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
    RequestScope.calledBy(id);
  }
}
