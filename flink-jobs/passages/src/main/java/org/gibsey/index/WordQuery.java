package org.gibsey.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.Query;

/**
 * Makes a query from the words of a text. There is no query language: what readers type can't be
 * wrong.
 *
 * <p>Words score by BM25F, which is BM25 over several fields taken as one (Robertson, Zaragoza and
 * Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004).
 */
final class WordQuery {
  /** Indexes every word: a stop word may be all that a reader remembers of a line. */
  static final Analyzer ALL_WORDS = new WordAnalyzer(CharArraySet.EMPTY_SET);

  private static final Analyzer TELLING_WORDS = new WordAnalyzer(englishStopWords());

  // A word of the title tells more of a page than a word of its text.
  private static final float TITLE_WEIGHT = 2;

  // Keeps a query below Lucene's limit of 1,024 clauses; two for each word.
  private static final int MOST_WORDS = 256;

  private WordQuery() {}

  /**
   * The words of a text that tell something; stop words only when there are no others, since they
   * would bring up pages that have nothing else in common with the question.
   *
   * @return stems, in the order of the text, each once
   */
  static Set<String> words(String text) throws IOException {
    Set<String> words = words(TELLING_WORDS, text);
    return words.isEmpty() ? words(ALL_WORDS, text) : words;
  }

  /**
   * Passages with any of some words.
   *
   * @param words from {@link #words(String)}, at least one
   */
  static Query anyOf(Set<String> words) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : words) {
      CombinedFieldQuery inTitleOrText =
          new CombinedFieldQuery.Builder(word)
              .addField(IndexField.TITLE, TITLE_WEIGHT)
              .addField(IndexField.TEXT)
              .build();
      any.add(inTitleOrText, BooleanClause.Occur.SHOULD);
    }
    return any.build();
  }

  private static Set<String> words(Analyzer analyzer, String text) throws IOException {
    Set<String> words = new LinkedHashSet<>();
    try (TokenStream stream = analyzer.tokenStream(IndexField.TEXT, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (words.size() < MOST_WORDS && stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    }
    return words;
  }

  /** Snowball's list, which has the question words that Lucene's short default list lacks. */
  private static CharArraySet englishStopWords() {
    try (InputStream list = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
      if (list == null) {
        throw new IllegalStateException("Lucene's english_stop.txt is not on the class path");
      }
      return WordlistLoader.getSnowballWordSet(new InputStreamReader(list, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
