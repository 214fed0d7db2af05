package org.gibsey.index;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.jspecify.annotations.Nullable;

/** Reads what is asked for of passages that were found. Belongs to one thread at a time. */
final class PassageReader {
  private final List<LeafReaderContext> leaves;
  private final StoredFields stored;
  private final boolean vectors;
  private final Set<String> highlighted;

  PassageReader(IndexReader reader, PassageDetails details) throws IOException {
    leaves = reader.leaves();
    stored = reader.storedFields();
    vectors = details.vector();
    String highlight = details.highlight();
    highlighted = highlight == null ? Set.of() : WordQuery.words(highlight);
  }

  FoundPassage read(RankedPassage passage) throws IOException {
    return read(passage.document(), passage.rowKey(), passage.score());
  }

  FoundPassage read(int document, String rowKey, float score) throws IOException {
    FoundPassage found = StoredPassage.read(stored, document, rowKey, score);
    return found.with(
        vectors ? vector(document) : null,
        highlighted.isEmpty() ? List.of() : Highlights.of(found.passage().text(), highlighted));
  }

  /** The vector as it was written, also when the graph compares less of it. */
  private float @Nullable [] vector(int document) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    FloatVectorValues values = leaf.reader().getFloatVectorValues(IndexField.VECTOR);
    if (values == null) {
      return null;
    }
    KnnVectorValues.DocIndexIterator each = values.iterator();
    int local = document - leaf.docBase;
    return each.advance(local) == local ? values.vectorValue(each.index()).clone() : null;
  }
}
