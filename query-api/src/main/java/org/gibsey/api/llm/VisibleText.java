package org.gibsey.api.llm;

/**
 * Text without characters that nobody sees. They could carry a message of their own, or hide a
 * secret from who looks for it.
 */
public final class VisibleText {
  private VisibleText() {}

  /** The visible characters of a piece. Joiners stay, which some scripts and emoji need. */
  public static String of(String piece) {
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
}
