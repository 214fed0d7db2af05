package org.gibsey.benchmarks.index;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.benchmarks.retrieval.JudgedDocument;
import org.gibsey.benchmarks.retrieval.JudgedQuery;
import org.gibsey.benchmarks.retrieval.TestSet;

/**
 * Overlapping stretches of words from the documents of a test set: as many as are wanted, of as
 * little overlap as possible.
 *
 * @param passages the stretches, document by document
 * @param queries the judged questions
 */
record BeirWindows(List<String> passages, List<String> queries) {
  private static final int WORDS = 24;

  BeirWindows {
    passages = List.copyOf(passages);
    queries = List.copyOf(queries);
  }

  /**
   * Cuts the documents.
   *
   * @throws IllegalArgumentException when there are too few words
   */
  static BeirWindows cut(TestSet testSet, int count) {
    List<String> queries = testSet.queries().stream().map(JudgedQuery::text).toList();
    for (int step = WORDS / 2; step > 0; step--) {
      List<String> passages = new ArrayList<>();
      for (JudgedDocument document : testSet.documents()) {
        addWindows((document.title() + " " + document.text()).strip(), step, passages);
      }
      if (passages.size() >= count) {
        return new BeirWindows(spread(passages, count), queries);
      }
    }
    throw new IllegalArgumentException(
        "%s has too few words for %,d passages".formatted(testSet.name(), count));
  }

  private static void addWindows(String text, int step, List<String> passages) {
    List<String> words = List.of(text.split("\\s+", -1));
    for (int from = 0; from == 0 || from + WORDS <= words.size(); from += step) {
      passages.add(String.join(" ", words.subList(from, Math.min(from + WORDS, words.size()))));
    }
  }

  /** So many of the passages, from all documents alike. */
  private static List<String> spread(List<String> passages, int count) {
    List<String> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(passages.get((int) ((long) i * passages.size() / count)));
    }
    return some;
  }
}
