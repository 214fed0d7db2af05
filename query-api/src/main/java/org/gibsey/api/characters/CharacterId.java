package org.gibsey.api.characters;

import java.util.regex.Pattern;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/** Ids of characters. */
final class CharacterId {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

  /** The address of something else. */
  private static final String TAKEN = "import";

  private CharacterId() {}

  static boolean isAllowed(String id) {
    return ALLOWED.matcher(id).matches() && !id.equals(TAKEN);
  }

  /**
   * An id that a character can get.
   *
   * @throws Problem of the type {@code INVALID_VALUE} for anything else
   */
  static String require(String id) {
    if (!isAllowed(id)) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The id of a character has 1 to 64 lower-case letters from a to z, digits and hyphens,"
              + " begins and ends with none of the last, and is not 'import'.");
    }
    return id;
  }
}
