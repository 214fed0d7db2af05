package org.gibsey.api.credits;

/**
 * Text for a cell of a table that somebody may open in a spreadsheet, which takes a cell for a
 * formula when it begins like one (OWASP, "CSV Injection").
 */
final class SafeCell {
  /** What begins a formula, also in its full-width forms, or lets one begin behind it. */
  private static final String BEGINNINGS = "=+-@\t\r\n＝＋－＠";

  private SafeCell() {}

  /** The text; behind an apostrophe, which spreadsheets don't show, when it could be a formula. */
  static String of(String text) {
    String visible = text.stripLeading();
    boolean risky = begins(text) || (!visible.isEmpty() && begins(visible)) || text.startsWith("'");
    return risky ? "'" + text : text;
  }

  private static boolean begins(String text) {
    return !text.isEmpty() && BEGINNINGS.indexOf(text.charAt(0)) >= 0;
  }
}
