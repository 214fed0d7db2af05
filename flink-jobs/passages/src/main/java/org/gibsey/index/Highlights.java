package org.gibsey.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Finds the words of a query in a text, taken apart as the index does it. */
final class Highlights {
  private Highlights() {}

  /**
   * Where words stand in a text.
   *
   * @param words stems, from {@link WordQuery#words(String)}
   * @return in the order of the text, none overlapping another
   */
  static List<Highlight> of(String text, Set<String> words) throws IOException {
    List<Highlight> found = new ArrayList<>();
    try (TokenStream stream = WordQuery.ALL_WORDS.tokenStream(IndexField.TEXT, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        if (words.contains(term.toString())) {
          found.add(new Highlight(offset.startOffset(), offset.endOffset()));
        }
      }
      stream.end();
    }
    return List.copyOf(found);
  }
}
