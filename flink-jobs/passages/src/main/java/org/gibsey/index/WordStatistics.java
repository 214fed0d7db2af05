package org.gibsey.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/**
 * What BM25 has to know of all passages to weigh the words of a query. Rows that were replaced or
 * deleted count until their segment is merged, as always in Lucene.
 *
 * @param title size of the titles
 * @param text size of the texts
 * @param words how common each word of the query is, by its stem, in the query's order
 */
public record WordStatistics(FieldSize title, FieldSize text, Map<String, Frequency> words) {
  /**
   * Size of a field.
   *
   * @param passages passages that have the field
   * @param words all words of the field, repeated ones included
   */
  public record FieldSize(long passages, long words) {
    FieldSize plus(FieldSize other) {
      return new FieldSize(passages + other.passages, words + other.words);
    }

    boolean isNear(FieldSize other, double share) {
      return WordStatistics.isNear(passages, other.passages, share)
          && WordStatistics.isNear(words, other.words, share);
    }
  }

  /**
   * How common a word is.
   *
   * @param titles passages whose title has it
   * @param texts passages whose text has it
   */
  public record Frequency(long titles, long texts) {
    private static final Frequency NEVER = new Frequency(0, 0);

    Frequency plus(Frequency other) {
      return new Frequency(titles + other.titles, texts + other.texts);
    }

    boolean isNear(Frequency other, double share) {
      return WordStatistics.isNear(titles, other.titles, share)
          && WordStatistics.isNear(texts, other.texts, share);
    }

    /** Passages that have it, as nearly as the two fields tell. */
    long passages() {
      return Math.max(titles, texts);
    }
  }

  public WordStatistics {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  /** The statistics of one index. */
  static WordStatistics of(IndexReader reader, Iterable<String> words) throws IOException {
    Map<String, Frequency> frequencies = new LinkedHashMap<>();
    for (String word : words) {
      frequencies.put(
          word,
          new Frequency(
              reader.docFreq(new Term(IndexField.TITLE, word)),
              reader.docFreq(new Term(IndexField.TEXT, word))));
    }
    return new WordStatistics(
        size(reader, IndexField.TITLE), size(reader, IndexField.TEXT), frequencies);
  }

  /**
   * The words of a text that are searched for, by their stems.
   *
   * @return in the order of the text, each once
   */
  public static Set<String> wordsOf(String text) {
    try {
      return WordQuery.words(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory can be read", impossible);
    }
  }

  /** Those of no index, without a word. */
  public static WordStatistics none() {
    return new WordStatistics(new FieldSize(0, 0), new FieldSize(0, 0), Map.of());
  }

  /** Those of two indexes together. */
  public WordStatistics plus(WordStatistics other) {
    Map<String, Frequency> both = new LinkedHashMap<>(words);
    other.words.forEach((word, frequency) -> both.merge(word, frequency, Frequency::plus));
    return new WordStatistics(title.plus(other.title), text.plus(other.text), both);
  }

  /** Those of all indexes together. */
  public static WordStatistics sum(List<WordStatistics> all) {
    return all.stream().reduce(none(), WordStatistics::plus);
  }

  private static FieldSize size(IndexReader reader, String field) throws IOException {
    return new FieldSize(reader.getDocCount(field), reader.getSumTotalTermFreq(field));
  }

  Frequency frequency(String word) {
    return words.getOrDefault(word, Frequency.NEVER);
  }

  /** Passages there are. */
  long passages() {
    return Math.max(title.passages, text.passages);
  }

  /**
   * The BM25 score that no passage reaches: the sum of the words' inverse document frequencies,
   * with those that no passage has. A word that a passage has ever so often scores no more.
   */
  public double highestScore() {
    if (passages() == 0) {
      return 0;
    }
    double sum = 0;
    for (Frequency frequency : words.values()) {
      sum += inverseDocumentFrequency(frequency.passages(), passages());
    }
    return sum;
  }

  /**
   * Whether these are near enough to others to be used in their place.
   *
   * @param share by how much each count may differ, as a share of the higher one; 0 for not at all
   */
  public boolean isNear(WordStatistics other, double share) {
    return title.isNear(other.title, share)
        && text.isNear(other.text, share)
        && words.keySet().equals(other.words.keySet())
        && words.keySet().stream()
            .allMatch(word -> frequency(word).isNear(other.frequency(word), share));
  }

  private static boolean isNear(long one, long other, double share) {
    return Math.abs(one - other) <= share * Math.max(one, other);
  }

  private static double inverseDocumentFrequency(long having, long all) {
    // As Lucene's BM25Similarity does.
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }
}
