package org.gibsey.index;

import org.jspecify.annotations.Nullable;

/**
 * A question to one shard. At least one of {@code text} and {@code vector} is given; each that is
 * given yields a ranked list of its own.
 *
 * @param text any text; its words are looked up, no character has a meaning as syntax
 * @param vector unit vector of the index's dimension
 * @param filter which rows may be found
 * @param limit number of hits wanted in each list, 1 to {@value #HIGHEST_LIMIT}
 * @param grouping what a hit stands for
 * @param candidates vectors that the search of the graph keeps at once, known as ef: more find
 *     nearer ones and take longer; {@code limit} to {@value #MOST_CANDIDATES}, or 0 for a number
 *     that suits the limit
 * @param exact whether every vector is compared instead of searching the graph
 * @param details what is read of the passages found
 * @param statistics counts of the text's words in all shards, by which BM25 weighs them; null for
 *     those of this shard
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to Lucene, never compared
public record PassageQuery(
    @Nullable String text,
    float @Nullable [] vector,
    RowFilter filter,
    int limit,
    Grouping grouping,
    int candidates,
    boolean exact,
    PassageDetails details,
    @Nullable WordStatistics statistics) {
  /** Most hits that can be asked for. */
  public static final int HIGHEST_LIMIT = 1_000;

  /** Most vectors that a search may keep at once. */
  public static final int MOST_CANDIDATES = 10_000;

  // Spelled out because a compact constructor loses the annotation of its array in the class file.
  public PassageQuery(
      @Nullable String text,
      float @Nullable [] vector,
      RowFilter filter,
      int limit,
      Grouping grouping,
      int candidates,
      boolean exact,
      PassageDetails details,
      @Nullable WordStatistics statistics) {
    if (text == null && vector == null) {
      throw new IllegalArgumentException("a query needs a text or a vector");
    }
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
    }
    if (candidates != 0 && (candidates < limit || candidates > MOST_CANDIDATES)) {
      throw new IllegalArgumentException(
          "candidates must be %d, which is the limit, to %d, or 0, not %d"
              .formatted(limit, MOST_CANDIDATES, candidates));
    }
    this.text = text;
    this.vector = vector;
    this.filter = filter;
    this.limit = limit;
    this.grouping = grouping;
    this.candidates = candidates;
    this.exact = exact;
    this.details = details;
    this.statistics = statistics;
  }

  /** A question for rows, with this shard's own statistics and nothing read besides. */
  public PassageQuery(
      @Nullable String text,
      float @Nullable [] vector,
      RowFilter filter,
      int limit,
      int candidates,
      boolean exact) {
    this(text, vector, filter, limit, Grouping.ROW, candidates, exact, PassageDetails.NONE, null);
  }

  /** A question with as many candidates as suit its limit. */
  public PassageQuery(
      @Nullable String text, float @Nullable [] vector, RowFilter filter, int limit) {
    this(text, vector, filter, limit, 0, false);
  }

  /** The same question with the statistics of all shards. */
  public PassageQuery with(@Nullable WordStatistics ofAllShards) {
    return new PassageQuery(
        text, vector, filter, limit, grouping, candidates, exact, details, ofAllShards);
  }
}
