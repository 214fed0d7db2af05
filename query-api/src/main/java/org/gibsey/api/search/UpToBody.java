package org.gibsey.api.search;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** The object {@code up_to} of a body, as it came in. */
public record UpToBody(@Nullable String book, @Nullable Integer page) {
  /**
   * What it says.
   *
   * @throws Problem when the book or the page is missing
   */
  public static @Nullable UpTo checked(@Nullable UpToBody body) {
    if (body == null) {
      return null;
    }
    if (body.book == null || body.page == null) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'up_to' needs both 'book' and 'page', the last page that was read.");
    }
    return new UpTo(body.book, body.page);
  }
}
