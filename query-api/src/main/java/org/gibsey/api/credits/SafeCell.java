package org.gibsey.api.credits;

/**
 * Text for a cell of a table that somebody may open in a spreadsheet, which takes a cell for a
 * formula when it begins like one (OWASP, "CSV Injection").
 */
final class SafeCell {
  /**
   * What begins a formula, also in its full-width forms, or lets one begin behind it; and the
   * apostrophe itself, so that the first one can always be taken off again.
   */
  private static final String BEGINNINGS = "=+-@\t\r\n'＝＋－＠";

  private SafeCell() {}

  /** The text; behind an apostrophe, which spreadsheets don't show, when it could be a formula. */
  static String of(String text) {
    return begins(text, 0) || begins(text, firstVisible(text)) ? "'" + text : text;
  }

  private static boolean begins(String text, int at) {
    return at < text.length() && BEGINNINGS.indexOf(text.charAt(at)) >= 0;
  }

  private static int firstVisible(String text) {
    int at = 0;
    while (at < text.length() && isInvisible(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isInvisible(char unit) {
    return Character.isWhitespace(unit)
        || Character.isSpaceChar(unit)
        || Character.isISOControl(unit)
        || Character.getType(unit) == Character.FORMAT;
  }
}
