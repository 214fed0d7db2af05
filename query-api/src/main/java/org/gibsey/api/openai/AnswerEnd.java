package org.gibsey.api.openai;

import java.util.List;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.embedding.TokenSpan;
import org.jspecify.annotations.Nullable;

/**
 * Ends an answer where its caller wants it: after a number of tokens, as the embedding model's
 * tokenizer counts them in each piece, or before a text. Used by one thread.
 */
final class AnswerEnd {
  private final TextTokenizer tokenizer;
  private final int mostTokens;
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private int tokens;
  private @Nullable String reason;

  /**
   * An end.
   *
   * @param mostTokens at least 1
   * @param stops texts, none of them empty
   */
  AnswerEnd(TextTokenizer tokenizer, int mostTokens, List<String> stops) {
    this.tokenizer = tokenizer;
    this.mostTokens = mostTokens;
    this.stops = List.copyOf(stops);
  }

  /** What can be shown now that a piece has come: not yet what might begin a stop text. */
  String add(String piece) {
    if (reason != null) {
      return "";
    }
    held.append(piece);
    int stop = stops.stream().mapToInt(held::indexOf).filter(at -> at >= 0).min().orElse(-1);
    if (stop >= 0) {
      held.setLength(stop);
      String shown = show(stop);
      reason = reason == null ? "stop" : reason;
      return shown;
    }
    return show(held.length() - possibleStop());
  }

  /** What was held back, now that nothing more comes. */
  String rest() {
    return reason == null ? show(held.length()) : "";
  }

  /** Tokens shown so far. */
  int tokens() {
    return tokens;
  }

  /** Why the answer ended early, {@code stop} or {@code length}; null when it did not. */
  @Nullable String reason() {
    return reason;
  }

  private String show(int length) {
    String text = held.substring(0, length);
    held.delete(0, length);
    List<TokenSpan> spans = text.isEmpty() ? List.of() : tokenizer.spans(text);
    if (spans.size() <= mostTokens - tokens) {
      tokens += spans.size();
      return text;
    }
    int left = mostTokens - tokens;
    tokens = mostTokens;
    reason = "length";
    return left == 0 ? "" : text.substring(0, spans.get(left - 1).end());
  }

  /** Length of the longest end of what is held that is the beginning of a stop text. */
  private int possibleStop() {
    String text = held.toString();
    int longest = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, text.length()); length > longest; length--) {
        if (text.endsWith(stop.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
