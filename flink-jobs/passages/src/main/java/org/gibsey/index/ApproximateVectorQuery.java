package org.gibsey.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Searches the graphs, but compares every vector that a filter lets through when there are few of
 * them: that takes no longer, and finds the nearest however they lie in the graph.
 */
final class ApproximateVectorQuery extends KnnFloatVectorQuery {
  // The graph is walked over matching vectors alone (as ACORN-1 does: Patel et al., "ACORN:
  // Performant and Predicate-Agnostic Search Over Vector Embeddings and Structured Data", SIGMOD
  // 2024) when no more than so many in a hundred match.
  private static final KnnSearchStrategy STRATEGY =
      new KnnSearchStrategy.Hnsw(Integer.getInteger("exp.acorn", 60));

  /** A walk visits about so many vectors for each candidate. */
  private static final int VISITS_PER_CANDIDATE = Integer.getInteger("exp.visits", 40);

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
    super(IndexField.VECTOR, vector, candidates, filter, STRATEGY);
    this.filtered = filter != null;
    this.timeout = timeout;
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext leaf, AcceptDocs matching, int visitedLimit, KnnCollectorManager collectors)
      throws IOException {
    if (filtered && matching.cost() <= (long) VISITS_PER_CANDIDATE * k) {
      return exactSearch(leaf, matching.iterator(), timeout);
    }
    return super.approximateSearch(leaf, matching, visitedLimit, collectors);
  }
}
