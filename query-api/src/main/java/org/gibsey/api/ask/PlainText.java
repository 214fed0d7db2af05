package org.gibsey.api.ask;

/**
 * Makes plain text of what a model writes, piece by piece: no tag, no link and no image for whoever
 * shows it as HTML or Markdown. Belongs to one thread.
 */
final class PlainText {
  private char last;
  private int ws;

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
