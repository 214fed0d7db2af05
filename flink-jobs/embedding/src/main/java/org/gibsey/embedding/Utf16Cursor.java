package org.gibsey.embedding;

/** Translates positions counted in code points to UTF-16 indexes; cheapest in ascending order. */
final class Utf16Cursor {
  private final String text;
  private int codePoints;
  private int index;

  Utf16Cursor(String text) {
    this.text = text;
  }

  int indexOf(int codePoint) {
    index = text.offsetByCodePoints(index, codePoint - codePoints);
    codePoints = codePoint;
    return index;
  }
}
