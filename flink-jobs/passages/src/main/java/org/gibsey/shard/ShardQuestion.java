package org.gibsey.shard;

import java.io.IOException;
import org.apache.lucene.index.QueryTimeout;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.PassageDetails;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RankedSearch;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.index.SearchableIndex;
import org.gibsey.index.VectorSpace;
import org.gibsey.index.WordStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What every shard of a collection is asked, so that {@link MergedHits} can make one ranking of
 * their answers.
 *
 * @param query what to search for
 * @param model the model that made the query's vector; null when only its dimension is known
 */
public record ShardQuestion(PassageQuery query, @Nullable String model) {
  /**
   * The question to each shard for a query to all of them.
   *
   * @throws IllegalArgumentException when the limit or the candidates are out of their range, or
   *     the vector is missing
   */
  public static ShardQuestion of(SearchQuery query) {
    boolean byVector = query.mode() != SearchMode.TEXT;
    float[] vector = query.vector();
    if (byVector && (vector == null || vector.length == 0)) {
      throw new IllegalArgumentException("mode " + query.mode() + " needs a vector");
    }
    PassageQuery wanted =
        new PassageQuery(
            query.mode() == SearchMode.VECTOR ? null : query.text(),
            byVector ? vector : null,
            query.filter(),
            query.limit(),
            query.grouping(),
            query.candidates(),
            query.exact(),
            new PassageDetails(query.withVectors(), query.highlight() ? query.text() : null),
            null);
    return new ShardQuestion(
        query.mode() == SearchMode.HYBRID ? deepened(wanted) : wanted,
        byVector ? query.model() : null);
  }

  /** The same question with statistics of the words, those of all shards. */
  public ShardQuestion with(WordStatistics statistics) {
    return new ShardQuestion(query.with(statistics), model);
  }

  /**
   * Asks one shard.
   *
   * @throws IllegalArgumentException when the vector or the filter doesn't fit the index
   * @throws SearchTimeoutException when {@code timeout} ended the search
   */
  public FoundPassages ask(SearchableIndex index, QueryTimeout timeout)
      throws IOException, SearchTimeoutException {
    requireSameModel(index);
    return index.search(query, timeout);
  }

  /** {@link #ask} that leaves it to the caller which passages to read, and to close the answer. */
  RankedSearch rank(PassageIndex index, QueryTimeout timeout)
      throws IOException, SearchTimeoutException {
    requireSameModel(index);
    return index.rank(query, timeout);
  }

  private void requireSameModel(SearchableIndex index) {
    VectorSpace vectors = index.vectors();
    if (query.vector() != null && vectors != null && model != null) {
      vectors.check(model);
    }
  }

  private static PassageQuery deepened(PassageQuery query) {
    int depth = Math.max(RankFusion.DEPTH, query.limit());
    return new PassageQuery(
        query.text(),
        query.vector(),
        query.filter(),
        depth,
        query.grouping(),
        query.candidates() == 0 ? 0 : Math.max(depth, query.candidates()),
        query.exact(),
        query.details(),
        query.statistics());
  }
}
