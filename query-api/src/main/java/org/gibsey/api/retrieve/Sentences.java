package org.gibsey.api.retrieve;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts prose into sentences that can stand as quotes. Corrects {@link BreakIterator} where it cuts
 * after titles ({@code Mr. Loam}), inside short speeches and before what belongs to them ({@code
 * "Who?" she asked}).
 */
public final class Sentences {
  /** A speech is kept in one piece up to this length in UTF-16 units. */
  private static final int LONGEST_JOINED = 240;

  private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\h*\\R");
  private static final Pattern ENDS_IN_TITLE =
      Pattern.compile(
          ".*\\b(Mr|Mrs|Ms|Dr|St|Capt|Rev|Prof|Sr|Jr|Col|Gen|Lt|Sgt|No|vs|etc|e\\.g|i\\.e)\\.\\s*",
          Pattern.DOTALL);
  private static final Pattern ONE_WORD = Pattern.compile("\\P{L}*\\p{L}*\\P{L}*");

  private Sentences() {}

  /**
   * The sentences of a text in order, without the white space around them.
   *
   * @return UTF-16 ranges in {@code text}; none for a blank text
   */
  public static List<Span> of(String text) {
    List<Span> sentences = new ArrayList<>();
    Matcher paragraphEnd = PARAGRAPH_END.matcher(text);
    int start = 0;
    while (paragraphEnd.find()) {
      addParagraph(text, start, paragraphEnd.start(), sentences);
      start = paragraphEnd.end();
    }
    addParagraph(text, start, text.length(), sentences);
    return sentences;
  }

  private static void addParagraph(String text, int from, int to, List<Span> sentences) {
    // Rules for English serve other European languages well enough; titles aside, they are the
    // same.
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    String paragraph = text.substring(from, to);
    breaks.setText(paragraph);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (end == paragraph.length() || isWhole(paragraph, start, end)) {
        addTrimmed(text, from + start, from + end, sentences);
        start = end;
      }
    }
  }

  private static boolean isWhole(String paragraph, int start, int end) {
    if (Character.isLowerCase(paragraph.codePointAt(end))) {
      return false;
    }
    String piece = paragraph.substring(start, end);
    if (piece.length() > LONGEST_JOINED) {
      return true;
    }
    return !ENDS_IN_TITLE.matcher(piece).matches()
        && !ONE_WORD.matcher(piece).matches()
        && !isInsideSpeech(piece);
  }

  private static boolean isInsideSpeech(String piece) {
    long straight = piece.chars().filter(c -> c == '"').count();
    long opened = piece.chars().filter(c -> c == '“').count();
    long closed = piece.chars().filter(c -> c == '”').count();
    return straight % 2 == 1 || opened > closed;
  }

  private static void addTrimmed(String text, int from, int to, List<Span> sentences) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start < end) {
      sentences.add(new Span(start, end));
    }
  }

  /**
   * A range of a text.
   *
   * @param start first UTF-16 index, inclusive
   * @param end last UTF-16 index, exclusive
   */
  public record Span(int start, int end) {
    public String of(String text) {
      return text.substring(start, end);
    }
  }
}
