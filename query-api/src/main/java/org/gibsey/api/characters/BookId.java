package org.gibsey.api.characters;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** Ids of the books that characters belong to; the book itself need not be there yet. */
final class BookId {
  private static final int MAX_LENGTH = 200;
  private static final int REPLACEMENT = 0xFFFD;

  private BookId() {}

  /**
   * An id, or null for none.
   *
   * @throws Problem of the type {@code INVALID_VALUE} for anything else
   */
  static @Nullable String require(@Nullable String id) {
    if (id == null) {
      return null;
    }
    boolean bad =
        id.codePoints()
            .anyMatch(
                c ->
                    java.lang.Character.isISOControl(c)
                        || c == REPLACEMENT
                        || (c >= 0xD800 && c <= 0xDFFF));
    if (id.isBlank() || id.length() > MAX_LENGTH || bad) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The id of a book has 1 to " + MAX_LENGTH + " characters, none of them a control one.");
    }
    return id;
  }
}
