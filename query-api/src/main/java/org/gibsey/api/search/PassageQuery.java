package org.gibsey.api.search;

import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.Fusion;
import org.gibsey.shard.ReadAfter;
import org.gibsey.shard.SearchMode;
import org.jspecify.annotations.Nullable;

/**
 * A search as a reader means it, made by {@link #in}.
 *
 * @param collection where to search
 * @param text what to search for, from {@link QueryText}; null when only a vector is given, which
 *     then must be, with {@link SearchMode#VECTOR}
 * @param vector unit vector to search for instead of the text's own, or null to embed the text
 * @param mode how to rank
 * @param fusion how the two rankings of {@link SearchMode#HYBRID} become one
 * @param grouping what a hit stands for: a row or a passage
 * @param limit number of hits wanted, 1 to 100
 * @param offset better hits to leave out, from 0; together with the limit at most {@value #DEEPEST}
 * @param filter which rows may be found
 * @param book the only book to search in, beside the filter; null for all
 * @param upTo how far the reader has read, beside the filter; null for all
 * @param scoreThreshold lowest score of a hit, on the scale of the mode: dot product in [-1, 1],
 *     BM25 from 0, or the sum of both fused ranks; null for none
 * @param exact whether every vector is compared instead of searching the graph
 * @param candidates vectors that the search of the graph keeps at once, 1 to {@value
 *     #MOST_CANDIDATES}, or 0 for a number that suits; never fewer than the hits that are needed
 * @param withVectors whether hits carry the vectors of their passages
 * @param highlight whether hits tell where in the passage the words of the text are
 * @param after a write that the answer must show, or null
 * @param owner whose rows may be found, in a collection whose rows belong to someone; otherwise
 *     null
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the shards, never compared
public record PassageQuery(
    CollectionDefinition collection,
    @Nullable String text,
    float @Nullable [] vector,
    SearchMode mode,
    Fusion fusion,
    Grouping grouping,
    int limit,
    int offset,
    RowFilter filter,
    @Nullable String book,
    @Nullable UpTo upTo,
    @Nullable Double scoreThreshold,
    boolean exact,
    int candidates,
    boolean withVectors,
    boolean highlight,
    @Nullable ReadAfter after,
    @Nullable String owner) {
  /** Most hits that a caller is given at once. */
  public static final int HIGHEST_LIMIT = 100;

  /** Rank of the last hit that can be reached. */
  public static final int DEEPEST = 1_000;

  /** Most vectors that a search of the graph may keep at once. */
  public static final int MOST_CANDIDATES = 10_000;

  /**
   * The ten best rows of a collection, until told otherwise; needs a text or a vector, and the
   * owner when rows belong to someone.
   */
  public static PassageQueryBuilder in(CollectionDefinition collection) {
    return new PassageQueryBuilder(collection);
  }

  /** Number of hits that the shards have to find, one of them to tell whether there are more. */
  int depth() {
    return Math.min(offset + limit + 1, DEEPEST);
  }
}
