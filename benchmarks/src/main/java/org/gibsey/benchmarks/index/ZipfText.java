package org.gibsey.benchmarks.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Sentences of invented words. The word of rank r comes with a frequency proportional to 1/r, as in
 * natural language (Zipf, "Human Behavior and the Principle of Least Effort", 1949), so that a
 * search by words has long and short lists of matches.
 */
final class ZipfText {
  private static final int VOCABULARY = 30_000;
  private static final String[] ONSETS = {
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st",
    "t", "th", "v", "w"
  };
  private static final String[] RIMES = {
    "a", "al", "an", "ar", "e", "el", "en", "er", "i", "in", "ir", "o", "on", "or", "ou", "u", "un"
  };
  private static final int LONGEST_SENTENCE = 18;

  private final String[] words;
  private final double[] cumulative = new double[VOCABULARY];

  /** Always the same words for the same seed. */
  ZipfText(long seed) {
    Random random = new Random(seed);
    Set<String> distinct = new LinkedHashSet<>();
    // Frequent words are short.
    while (distinct.size() < VOCABULARY) {
      int syllables = 1 + (int) Math.floor(Math.log10(10 + distinct.size()) * 0.8);
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < syllables + random.nextInt(2); i++) {
        word.append(ONSETS[random.nextInt(ONSETS.length)]);
        word.append(RIMES[random.nextInt(RIMES.length)]);
      }
      distinct.add(word.toString());
    }
    words = distinct.toArray(String[]::new);
    double sum = 0;
    for (int rank = 1; rank <= VOCABULARY; rank++) {
      sum += 1.0 / rank;
      cumulative[rank - 1] = sum;
    }
  }

  /** Sentences of together at least so many characters. */
  String sentences(int characters, SplittableRandom random) {
    StringBuilder text = new StringBuilder(characters + 64);
    while (text.length() < characters) {
      int length = 5 + random.nextInt(LONGEST_SENTENCE - 4);
      for (int i = 0; i < length; i++) {
        String word = words[rank(random)];
        if (i == 0) {
          text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        } else {
          text.append(' ').append(word);
        }
      }
      text.append(". ");
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  /** Some words of a text, each from another place, without the shortest ones. */
  static String someWords(String text, int count, SplittableRandom random) {
    List<String> all = new ArrayList<>(Arrays.asList(text.split("[ .]+", -1)));
    all.removeIf(word -> word.length() < 4);
    StringBuilder some = new StringBuilder();
    for (int i = 0; i < count && !all.isEmpty(); i++) {
      some.append(i == 0 ? "" : " ").append(all.remove(random.nextInt(all.size())));
    }
    return some.toString();
  }

  private int rank(SplittableRandom random) {
    double point = random.nextDouble() * cumulative[VOCABULARY - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found + 1);
  }
}
