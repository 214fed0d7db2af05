package org.gibsey.api.characters;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/** Says what keeps a file from being a character card. */
final class InvalidCard {
  private static final int MOST_SHOWN = 60;

  private InvalidCard() {}

  /** A problem with the file as a whole, in one sentence. */
  static Problem because(String detail) {
    return new Problem(ProblemType.INVALID_CARD, detail);
  }

  /**
   * A problem with one field.
   *
   * @param place the names that lead to it, such as {@code data.tags[2]}
   * @param needed what it must be, such as {@code a string}
   */
  static Problem at(String place, String needed) {
    return because("The field '" + place + "' of the card must be " + needed + ".");
  }

  /** A name out of a file, short enough for a message. */
  static String shown(String name) {
    String plain =
        name.codePoints()
            .limit(MOST_SHOWN)
            .map(InvalidCard::printable)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return plain.length() < name.length() ? plain + "…" : plain;
  }

  private static int printable(int codePoint) {
    boolean bad =
        java.lang.Character.isISOControl(codePoint)
            || java.lang.Character.getType(codePoint) == java.lang.Character.SURROGATE;
    return bad ? '?' : codePoint;
  }
}
