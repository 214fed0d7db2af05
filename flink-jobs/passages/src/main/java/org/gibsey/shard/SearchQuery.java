package org.gibsey.shard;

import java.time.Duration;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * One question to all shards of a collection; {@link ShardQuestion} checks its ranges.
 *
 * @param collection name of the collection
 * @param mode how to rank
 * @param text words for {@link SearchMode#TEXT} and {@link SearchMode#HYBRID}
 * @param vector unit vector of the query, required unless the mode is {@link SearchMode#TEXT}
 * @param model the model that made the vector; null when there is none
 * @param filter which rows may be found
 * @param limit number of rows wanted, 1 to 1000
 * @param candidates see {@link org.gibsey.index.PassageQuery#candidates}; 0 for a number that suits
 * @param exact whether every vector is compared instead of searching the graph
 * @param after a write that the answer must show, however far the index is; null for none. A
 *     published copy can't tell and never answers such a question
 * @param deadline time for the whole scatter-gather
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to Lucene, never compared
public record SearchQuery(
    String collection,
    SearchMode mode,
    String text,
    float @Nullable [] vector,
    @Nullable String model,
    RowFilter filter,
    int limit,
    int candidates,
    boolean exact,
    @Nullable ReadAfter after,
    Duration deadline) {
  /** A question with as many candidates as suit its limit. */
  public SearchQuery(
      String collection,
      SearchMode mode,
      String text,
      float @Nullable [] vector,
      @Nullable String model,
      RowFilter filter,
      int limit,
      Duration deadline) {
    this(collection, mode, text, vector, model, filter, limit, 0, false, null, deadline);
  }

  /** The same question with another deadline. */
  public SearchQuery within(Duration time) {
    return new SearchQuery(
        collection, mode, text, vector, model, filter, limit, candidates, exact, after, time);
  }

  /** The same question, to be answered only once searches see a write. */
  public SearchQuery after(ReadAfter write) {
    return new SearchQuery(
        collection, mode, text, vector, model, filter, limit, candidates, exact, write, deadline);
  }
}
