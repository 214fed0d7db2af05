package org.gibsey.api.search;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** What readers type, checked before anything is computed for it. */
public final class QueryText {
  /** Longest query in Unicode code points. */
  public static final int MAX_CHARACTERS = 1_000;

  private QueryText() {}

  /**
   * A query without the white space around it.
   *
   * @param text as given, or null when the field is missing
   * @param field name of the field, for the message
   * @throws Problem when it is empty, too long, or no Unicode text
   */
  public static String of(@Nullable String text, String field) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.isEmpty()) {
      throw new Problem(
          ProblemType.EMPTY_QUERY, "Put what you are looking for into the field '" + field + "'.");
    }
    int characters = stripped.codePointCount(0, stripped.length());
    if (characters > MAX_CHARACTERS) {
      throw new Problem(
          ProblemType.QUERY_TOO_LONG,
          "The field '%s' has %d characters, at most %d are searched for."
              .formatted(field, characters, MAX_CHARACTERS));
    }
    requireWellFormed(stripped, field);
    return stripped;
  }

  /** JSON can escape half a character, which neither the model nor the wire can carry. */
  public static void requireWellFormed(String text, String field) {
    boolean halves =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (halves) {
      throw new Problem(
          ProblemType.INVALID_TEXT, "The field '" + field + "' holds half a surrogate pair.");
    }
  }
}
