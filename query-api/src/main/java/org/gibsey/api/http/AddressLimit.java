package org.gibsey.api.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Bounds the length of a request's address; whatever can be long travels in a body. */
public final class AddressLimit {
  /** Longest path and query together, in characters as sent. */
  public static final int MAX_LENGTH = 4096;

  private AddressLimit() {}

  /**
   * Refuses a request whose address is longer.
   *
   * @throws Problem with {@link ProblemType#URI_TOO_LONG}
   */
  public static void check(Context ctx) {
    @Nullable String query = ctx.queryString();
    int length = ctx.req().getRequestURI().length() + (query == null ? 0 : query.length() + 1);
    if (length > MAX_LENGTH) {
      throw new Problem(
          ProblemType.URI_TOO_LONG,
          "Path and query may have %d characters together; send what is long in the body."
              .formatted(MAX_LENGTH));
    }
  }
}
