package org.gibsey.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.jspecify.annotations.Nullable;

/**
 * Searches the graphs, but compares every vector that a filter lets through when there are few of
 * them: that takes no longer, and finds the nearest however they lie in the graph. Where there are
 * more, Lucene compares all of them once its walk has visited as many vectors as match.
 */
final class ApproximateVectorQuery extends KnnFloatVectorQuery {
  /** Matching vectors of a segment, for each candidate, up to which all of them are compared. */
  private static final int MATCHES_PER_CANDIDATE = 40;

  private final boolean filtered;
  private final QueryTimeout timeout;

  /**
   * Asks for the nearest vectors.
   *
   * @param candidates vectors that the search keeps at once, and finds
   * @param filter documents that may be found, or null for all
   */
  ApproximateVectorQuery(
      float[] vector, int candidates, @Nullable Query filter, QueryTimeout timeout) {
    super(IndexField.VECTOR, vector, candidates, filter);
    this.filtered = filter != null;
    this.timeout = timeout;
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext leaf, AcceptDocs matching, int visitedLimit, KnnCollectorManager collectors)
      throws IOException {
    if (filtered && matching.cost() <= (long) MATCHES_PER_CANDIDATE * k) {
      return exactSearch(leaf, matching.iterator(), timeout);
    }
    return super.approximateSearch(leaf, matching, visitedLimit, collectors);
  }
}
