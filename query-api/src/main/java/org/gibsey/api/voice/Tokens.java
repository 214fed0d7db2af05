package org.gibsey.api.voice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.gibsey.api.llm.DataFence;
import org.gibsey.api.retrieve.Sentences;

/**
 * Tokens of texts, never fewer than the embedding model's tokenizer counts. That one counts a word
 * that it does not know as one token however long it is; here eight characters are at least one.
 * The tokens of lines are at least those of their text in one piece. Remembers what it counted
 * last: the price, the reservation and the prompt of a turn count the same texts. Safe for use by
 * many threads.
 */
final class Tokens {
  /** UTF-16 units of the texts whose tokens are remembered. */
  private static final int REMEMBERED = 4 << 20;

  private static final int LONGEST = 8;

  private final ToIntFunction<String> model;
  private final Cache<String, Integer> counted =
      Caffeine.newBuilder()
          .maximumWeight(REMEMBERED)
          .weigher((String text, Integer count) -> text.length() + 16)
          .build();

  /**
   * Tokens as a model counts them.
   *
   * @param model tokens of a text, special ones included
   */
  Tokens(ToIntFunction<String> model) {
    this.model = model;
  }

  int of(String text) {
    int length = (text.length() + LONGEST - 1) / LONGEST + 1;
    return Math.max(counted.get(text, model::applyAsInt), length);
  }

  /** As the model counts, whatever words it does not know. */
  int asModel(String text) {
    return model.applyAsInt(text);
  }

  /** Of all texts together. */
  int of(List<String> texts) {
    return texts.stream().mapToInt(this::of).sum();
  }

  /**
   * The beginning of a text that has at most so many tokens as JSON: whole sentences, or else whole
   * words of the first; empty when not even one fits.
   */
  String beginning(String text, int most) {
    if (ofJson(text) <= most) {
      return text;
    }
    TreeSet<Integer> ends = new TreeSet<>();
    Sentences.of(text).forEach(sentence -> ends.add(sentence.end()));
    String whole = longest(text, List.copyOf(ends), most);
    return whole.isEmpty() ? longest(text, wordEnds(text), most) : whole;
  }

  private String longest(String text, List<Integer> ends, int most) {
    int low = 0;
    int high = ends.size();
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (ofJson(text.substring(0, ends.get(middle - 1))) <= most) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == 0 ? "" : text.substring(0, ends.get(low - 1));
  }

  private static List<Integer> wordEnds(String text) {
    TreeSet<Integer> ends = new TreeSet<>();
    for (int i = 1; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
        ends.add(i);
      }
    }
    return List.copyOf(ends);
  }

  private int ofJson(String text) {
    return of(DataFence.line(text));
  }
}
