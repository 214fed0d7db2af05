package org.gibsey.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Overlapping windows over the tokens of a text that respect its sentences. */
final class TokenWindows {
  private final int[] sentences;
  private final int tokens;
  private final int most;
  private final int overlap;

  private TokenWindows(int[] sentences, int tokens, int most, int overlap) {
    this.sentences = sentences;
    this.tokens = tokens;
    this.most = most;
    this.overlap = overlap;
  }

  /**
   * Windows that cover all tokens, at least one even when there are none.
   *
   * @param sentences first token of every sentence, ascending, beginning with 0
   * @param tokens number of tokens
   * @param most tokens of the largest window, at least 1
   * @param overlap most tokens shared by two consecutive windows, less than {@code most}
   */
  static List<TokenWindow> of(int[] sentences, int tokens, int most, int overlap) {
    return new TokenWindows(sentences, tokens, most, overlap).cut();
  }

  private List<TokenWindow> cut() {
    List<TokenWindow> windows = new ArrayList<>();
    int from = 0;
    int covered = 0;
    do {
      int to = end(from, covered);
      windows.add(new TokenWindow(from, to));
      covered = to;
      from = next(from, to);
    } while (covered < tokens);
    return windows;
  }

  /** Furthest sentence end in reach that is new; within a longer sentence its furthest token. */
  private int end(int from, int covered) {
    int reach = Math.min(tokens, from + most);
    if (reach == tokens) {
      return tokens;
    }
    int sentence = lastStart(reach);
    return sentence > covered ? sentence : reach;
  }

  /** Start of the window after one: the earliest sentence in the overlap that leads to new text. */
  private int next(int from, int to) {
    int earliest = Math.max(from + 1, to - overlap);
    int sentenceEnd = firstStart(to + 1);
    for (int i = firstIndex(earliest); i < sentences.length && sentences[i] < to; i++) {
      if (sentenceEnd - sentences[i] <= most) {
        return sentences[i];
      }
    }
    boolean withinSentence = lastStart(to) != to;
    return withinSentence ? earliest : to;
  }

  private int lastStart(int limit) {
    return sentences[firstIndex(limit + 1) - 1];
  }

  private int firstStart(int limit) {
    int index = firstIndex(limit);
    return index == sentences.length ? tokens : sentences[index];
  }

  /** Index of the first sentence that begins at a token or after it. */
  private int firstIndex(int token) {
    int found = Arrays.binarySearch(sentences, token);
    return found >= 0 ? found : -found - 1;
  }
}
