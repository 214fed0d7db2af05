package org.gibsey.api.characters;

import java.text.BreakIterator;
import java.util.Locale;

/** The first sentence of a text on one line. */
final class FirstSentence {
  private FirstSentence() {}

  /**
   * The sentence.
   *
   * @param most its longest length in UTF-16 units; a longer one is cut at a word and marked
   */
  static String of(String text, int most) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    sentences.setText(line);
    int end = sentences.next();
    String sentence = end == BreakIterator.DONE ? line : line.substring(0, end).strip();
    if (sentence.length() <= most) {
      return sentence;
    }
    int space = sentence.lastIndexOf(' ', most - 1);
    int cut = space > 0 ? space : most - 1;
    if (java.lang.Character.isHighSurrogate(sentence.charAt(cut - 1))) {
      cut--;
    }
    return sentence.substring(0, cut).strip() + "…";
  }
}
