package org.gibsey.api.search;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** How many results a caller may ask for. */
public final class Limits {
  private Limits() {}

  /**
   * A limit, or the default when none is given.
   *
   * @throws Problem when it is not in 1 to {@code max}
   */
  public static int within(String field, @Nullable Integer given, int byDefault, int max) {
    int limit = given == null ? byDefault : given;
    if (limit < 1 || limit > max) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field '%s' is %d, allowed are 1 to %d.".formatted(field, limit, max));
    }
    return limit;
  }
}
