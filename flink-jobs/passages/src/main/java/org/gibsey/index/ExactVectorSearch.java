package org.gibsey.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.HitQueue;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Compares a vector with all others, in full precision. */
final class ExactVectorSearch {
  private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 1_024;

  private final IndexSearcher searcher;
  private final QueryTimeout timeout;

  ExactVectorSearch(IndexSearcher searcher, QueryTimeout timeout) {
    this.searcher = searcher;
    this.timeout = timeout;
  }

  /**
   * The nearest passages, nearest first, with Lucene's score of a dot product: (1 + dot) / 2.
   *
   * @param filter what may be found, or null for everything
   * @throws SearchTimeoutException when the time was up
   */
  ScoreDoc[] nearest(float[] vector, int count, @Nullable Query filter)
      throws IOException, SearchTimeoutException {
    HitQueue best = new HitQueue(count, false);
    Weight allowed =
        filter == null
            ? null
            : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      search(leaf, vector, count, allowed, best);
    }
    ScoreDoc[] nearest = new ScoreDoc[best.size()];
    for (int i = nearest.length - 1; i >= 0; i--) {
      nearest[i] = best.pop();
    }
    return nearest;
  }

  private void search(
      LeafReaderContext leaf, float[] vector, int count, @Nullable Weight allowed, HitQueue best)
      throws IOException, SearchTimeoutException {
    FloatVectorValues values = leaf.reader().getFloatVectorValues(IndexField.VECTOR);
    VectorScorer scorer = values == null ? null : values.rescorer(vector);
    if (timeout.shouldExit()) {
      throw new SearchTimeoutException();
    }
    if (scorer == null) {
      return;
    }
    DocIdSetIterator documents = scorer.iterator();
    if (allowed != null) {
      Scorer filter = allowed.scorer(leaf);
      if (filter == null) {
        return;
      }
      documents = ConjunctionUtils.intersectIterators(List.of(documents, filter.iterator()));
    }
    Bits live = leaf.reader().getLiveDocs();
    int seen = 0;
    for (int doc = documents.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = documents.nextDoc()) {
      if (++seen % BETWEEN_LOOKS_AT_THE_CLOCK == 0 && timeout.shouldExit()) {
        throw new SearchTimeoutException();
      }
      if (live != null && !live.get(doc)) {
        continue;
      }
      float score = scorer.score();
      // Documents come in order, and among equals the first is best.
      if (best.size() < count || score > best.top().score) {
        best.insertWithOverflow(new ScoreDoc(leaf.docBase + doc, score));
      }
    }
  }
}
