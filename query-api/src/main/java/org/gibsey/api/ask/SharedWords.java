package org.gibsey.api.ask;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a question that say what it is about, such as names, which vectors blur. */
public final class SharedWords {
  private static final int SHORTEST = 4;
  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> EMPTY_OF_MEANING =
      Set.of(
          "what", "when", "where", "which", "whom", "whose", "does", "that", "this", "these",
          "those", "with", "from", "have", "were", "been", "will", "would", "could", "should",
          "about", "into", "there", "their", "they", "them", "your");

  private final Set<String> asked;

  SharedWords(String question) {
    this.asked = words(question);
  }

  /** The share of the question's words that a sentence holds, 0 to 1. */
  double share(String sentence) {
    if (asked.isEmpty()) {
      return 0;
    }
    Set<String> said = words(sentence);
    long shared = asked.stream().filter(said::contains).count();
    return (double) shared / asked.size();
  }

  /** The number of different words of a text that say what it is about. */
  public static int count(String text) {
    return words(text).size();
  }

  private static Set<String> words(String text) {
    return SEPARATOR
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> word.length() >= SHORTEST && !EMPTY_OF_MEANING.contains(word))
        .collect(Collectors.toUnmodifiableSet());
  }
}
