package org.gibsey.api.ask;

/**
 * Makes plain text of what a model writes, piece by piece: nothing invisible, no tag, no link and
 * no image for whoever shows it as HTML or Markdown. Belongs to one thread.
 */
final class PlainText {
  private char last;
  private int ws;

  /** The visible characters of a piece; joiners stay, which some scripts and emoji need. */
  static String visible(String piece) {
    StringBuilder out = new StringBuilder(piece.length());
    for (int i = 0; i < piece.length(); i++) {
      char unit = piece.charAt(i);
      if (isVisible(unit)) {
        out.append(unit);
      }
    }
    return out.toString();
  }

  private static boolean isVisible(char unit) {
    if (unit == '\n' || unit == '\u200c' || unit == '\u200d') {
      return true;
    }
    int type = Character.getType(unit);
    // U+DB40 begins the tag characters, an alphabet that nobody sees.
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED
        && unit != '\udb40'
        && !(unit >= '\ufe00' && unit <= '\ufe0f');
  }

  /** A piece without markup. */
  String next(String piece) {
    StringBuilder out = new StringBuilder(piece.length() + 8);
    for (int i = 0; i < piece.length(); i++) {
      char unit = piece.charAt(i);
      if (breaksMarkup(unit)) {
        out.append(' ');
      }
      out.append(unit == '<' ? '‹' : unit == '`' ? '\'' : unit);
      ws = unit == 'w' || unit == 'W' ? ws + 1 : 0;
      last = unit;
    }
    return out.toString();
  }

  /** Whether a space must come before a character so that it makes no link with the last one. */
  private boolean breaksMarkup(char unit) {
    return switch (unit) {
      case '(', ':' -> last == ']';
      case '[' -> last == ']' || last == '!';
      case '/' -> last == ':';
      case '.' -> ws == 3;
      default -> false;
    };
  }
}
