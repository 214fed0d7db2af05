package org.gibsey.shard;

import java.time.Duration;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * One question to all shards of a collection, made by {@link #builder}; {@link ShardQuestion}
 * checks its ranges.
 *
 * @param collection name of the collection
 * @param mode how to rank
 * @param text words for {@link SearchMode#TEXT} and {@link SearchMode#HYBRID}
 * @param vector unit vector of the query, required unless the mode is {@link SearchMode#TEXT}
 * @param model the model that made the vector; null when there is none
 * @param filter which rows may be found
 * @param limit number of hits wanted, 1 to 1000. The hits of a higher limit begin with those of a
 *     lower one as long as nothing is written
 * @param grouping what a hit stands for
 * @param fusion how the two rankings of {@link SearchMode#HYBRID} become one
 * @param withVectors whether each hit carries its passage's vector
 * @param highlight whether each hit says where the words of the text stand in its passage
 * @param candidates see {@link org.gibsey.index.PassageQuery#candidates}; 0 for a number that suits
 * @param exact whether every vector is compared instead of searching the graph
 * @param after a write that the answer must show, however far the index is; null for none. A
 *     published copy can't tell and never answers such a question
 * @param deadline time for the whole scatter-gather; a search that waited for a write in vain takes
 *     up to half a second longer to say so
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
    Grouping grouping,
    Fusion fusion,
    boolean withVectors,
    boolean highlight,
    int candidates,
    boolean exact,
    @Nullable ReadAfter after,
    Duration deadline) {
  /** A question that leaves all that can be left out at what {@link SearchQueryBuilder} says. */
  public SearchQuery(
      String collection,
      SearchMode mode,
      String text,
      float @Nullable [] vector,
      @Nullable String model,
      RowFilter filter,
      int limit,
      Duration deadline) {
    this(
        collection,
        mode,
        text,
        vector,
        model,
        filter,
        limit,
        Grouping.ROW,
        Fusion.DEFAULT,
        false,
        false,
        0,
        false,
        null,
        deadline);
  }

  /** Begins a question. */
  public static SearchQueryBuilder builder(String collection, SearchMode mode, Duration deadline) {
    return new SearchQueryBuilder(collection, mode, deadline);
  }

  /** Begins a question that differs from this one. */
  public SearchQueryBuilder toBuilder() {
    return new SearchQueryBuilder(this);
  }

  /** The same question with another deadline. */
  public SearchQuery within(Duration time) {
    return toBuilder().deadline(time).build();
  }

  /** The same question, to be answered only once searches see a write. */
  public SearchQuery after(ReadAfter write) {
    return toBuilder().after(write).build();
  }
}
