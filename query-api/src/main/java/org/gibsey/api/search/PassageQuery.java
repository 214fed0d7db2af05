package org.gibsey.api.search;

import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.RowFilter;
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
 * @param limit number of hits wanted, 1 to 100
 * @param offset better hits to leave out, from 0; together with the limit at most {@value #DEEPEST}
 * @param filter which rows may be found
 * @param book the only book to search in, beside the filter; null for all
 * @param scoreThreshold lowest score of a hit, on the scale of the mode, or null for none
 * @param exact whether every vector is compared instead of searching the graph
 * @param candidates vectors that the search of the graph keeps at once; 0 for a number that suits
 * @param withVectors whether hits carry the vectors of their passages
 * @param highlight whether hits tell where in the passage the words of the text are
 * @param after a write that the answer must show, or null
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the shards, never compared
public record PassageQuery(
    CollectionDefinition collection,
    @Nullable String text,
    float @Nullable [] vector,
    SearchMode mode,
    int limit,
    int offset,
    RowFilter filter,
    @Nullable String book,
    @Nullable Double scoreThreshold,
    boolean exact,
    int candidates,
    boolean withVectors,
    boolean highlight,
    @Nullable ReadAfter after) {
  /** Most hits that a caller is given at once. */
  public static final int HIGHEST_LIMIT = 100;

  /** Rank of the last hit that can be reached. */
  public static final int DEEPEST = 1_000;

  /** The ten best rows of a collection, until told otherwise; needs a text or a vector. */
  public static Builder in(CollectionDefinition collection) {
    return new Builder(collection);
  }

  /** Says what is searched for, step by step. */
  public static final class Builder {
    private static final int DEFAULT_LIMIT = 10;

    private final CollectionDefinition collection;
    private @Nullable String text;
    private float @Nullable [] vector;
    private @Nullable SearchMode mode;
    private int limit = DEFAULT_LIMIT;
    private int offset;
    private RowFilter filter = RowFilter.NONE;
    private @Nullable String book;
    private @Nullable Double scoreThreshold;
    private boolean exact;
    private int candidates;
    private boolean withVectors;
    private boolean highlight;
    private @Nullable ReadAfter after;

    private Builder(CollectionDefinition collection) {
      this.collection = collection;
    }

    public Builder text(@Nullable String words) {
      text = words;
      return this;
    }

    public Builder vector(float @Nullable [] unit) {
      vector = unit;
      return this;
    }

    /** How to rank; without it by both, or by the vector when there is no text. */
    public Builder mode(@Nullable SearchMode ranking) {
      mode = ranking;
      return this;
    }

    public Builder limit(int hits) {
      limit = hits;
      return this;
    }

    public Builder offset(int hits) {
      offset = hits;
      return this;
    }

    public Builder filter(RowFilter rows) {
      filter = rows;
      return this;
    }

    public Builder book(@Nullable String id) {
      book = id;
      return this;
    }

    public Builder scoreThreshold(@Nullable Double lowest) {
      scoreThreshold = lowest;
      return this;
    }

    public Builder exact(boolean everyVector) {
      exact = everyVector;
      return this;
    }

    public Builder candidates(int vectors) {
      candidates = vectors;
      return this;
    }

    public Builder withVectors(boolean wanted) {
      withVectors = wanted;
      return this;
    }

    public Builder highlight(boolean wanted) {
      highlight = wanted;
      return this;
    }

    public Builder after(@Nullable ReadAfter write) {
      after = write;
      return this;
    }

    /**
     * The search.
     *
     * @throws IllegalArgumentException when something is out of its range or does not fit the mode
     */
    public PassageQuery build() {
      SearchMode ranking =
          mode != null ? mode : text == null ? SearchMode.VECTOR : SearchMode.HYBRID;
      if (text == null && (vector == null || ranking != SearchMode.VECTOR)) {
        throw new IllegalArgumentException("mode " + ranking + " needs a text");
      }
      if (limit < 1 || limit > HIGHEST_LIMIT) {
        throw new IllegalArgumentException("limit must be 1 to 100, not " + limit);
      }
      if (offset < 0 || offset + limit > DEEPEST) {
        throw new IllegalArgumentException(
            "offset and limit together must be at most 1000, not " + offset + " and " + limit);
      }
      return new PassageQuery(
          collection,
          text,
          vector,
          ranking,
          limit,
          offset,
          filter,
          book,
          scoreThreshold,
          exact,
          candidates,
          withVectors,
          highlight,
          after);
    }
  }
}
