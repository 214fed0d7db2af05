package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;

/** Values of any CQL type as text: strings as they are, everything else as its JSON. */
final class CellText {
  private CellText() {}

  /**
   * Renders a value that is not null.
   *
   * @throws RejectedException when a string holds half a surrogate pair, which no CQL text can
   */
  static String of(String column, JsonNode value) throws RejectedException {
    if (!value.isTextual()) {
      return value.toString();
    }
    String text = value.textValue();
    if (!wellFormed(text)) {
      throw RejectedException.malformed(
          "after." + column + " holds half a surrogate pair, which is not text");
    }
    return text;
  }

  private static boolean wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (!Character.isHighSurrogate(unit)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
