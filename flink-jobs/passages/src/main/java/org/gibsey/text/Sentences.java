package org.gibsey.text;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gibsey.embedding.TokenSpan;

/** Where the sentences of a text begin. */
final class Sentences {
  /** Headings, verses and lists end without a full stop. */
  private static final Pattern BLANK_LINE = Pattern.compile("\\R\\h*\\R\\s*");

  private Sentences() {}

  /**
   * First token of every sentence that has one, ascending; a text without tokens has one sentence
   * that begins with token 0.
   */
  static int[] firstTokens(String text, List<TokenSpan> tokens) {
    IntStream.Builder first = IntStream.builder();
    first.add(0);
    int token = 0;
    for (int start : starts(text)) {
      while (token < tokens.size() && tokens.get(token).start() < start) {
        token++;
      }
      if (token < tokens.size()) {
        first.add(token);
      }
    }
    return first.build().distinct().toArray();
  }

  private static NavigableSet<Integer> starts(String text) {
    NavigableSet<Integer> starts = new TreeSet<>();
    BLANK_LINE.matcher(text).results().map(MatchResult::end).forEach(starts::add);
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    for (int at = sentences.first(); at != BreakIterator.DONE; at = sentences.next()) {
      starts.add(at);
    }
    return starts;
  }
}
