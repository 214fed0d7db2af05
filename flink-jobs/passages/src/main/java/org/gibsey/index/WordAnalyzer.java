package org.gibsey.index;

import java.io.Reader;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * English words by their stems, whatever their case and accents: {@code bells} finds {@code bell},
 * {@code Zoe} finds {@code Zoë}.
 */
final class WordAnalyzer extends Analyzer {
  private static final NormalizeCharMap COLON_ENDS_WORD = colonEndsWord();

  private final CharArraySet stopWords;

  /** Keeps all words but the given ones. */
  WordAnalyzer(CharArraySet stopWords) {
    this.stopWords = stopWords;
  }

  @Override
  protected Reader initReader(String field, Reader reader) {
    return new MappingCharFilter(COLON_ENDS_WORD, reader);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    StandardTokenizer words = new StandardTokenizer();
    TokenStream stream = new EnglishPossessiveFilter(words);
    stream = new LowerCaseFilter(stream);
    stream = new ASCIIFoldingFilter(stream);
    stream = new StopFilter(stream, stopWords);
    return new TokenStreamComponents(words, new PorterStemFilter(stream));
  }

  /** The standard tokenizer takes {@code bell:salt} for one word, as it may be in Swedish. */
  private static NormalizeCharMap colonEndsWord() {
    NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
    map.add(":", " ");
    return map.build();
  }
}
