package org.gibsey.api.search;

import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.Fusion;
import org.gibsey.shard.ReadAfter;
import org.gibsey.shard.SearchMode;
import org.jspecify.annotations.Nullable;

/** Makes a {@link PassageQuery}, which says what each part means. Belongs to one thread. */
public final class PassageQueryBuilder {
  private static final int DEFAULT_LIMIT = 10;

  private final CollectionDefinition collection;
  private @Nullable String text;
  private float @Nullable [] vector;
  private @Nullable SearchMode mode;
  private Fusion fusion = Fusion.DEFAULT;
  private Grouping grouping = Grouping.ROW;
  private int limit = DEFAULT_LIMIT;
  private int offset;
  private RowFilter filter = RowFilter.NONE;
  private @Nullable String book;
  private @Nullable UpTo upTo;
  private @Nullable Double scoreThreshold;
  private boolean exact;
  private int candidates;
  private boolean withVectors;
  private boolean highlight;
  private @Nullable ReadAfter after;
  private @Nullable String owner;

  PassageQueryBuilder(CollectionDefinition collection) {
    this.collection = collection;
  }

  public PassageQueryBuilder text(@Nullable String words) {
    text = words;
    return this;
  }

  public PassageQueryBuilder vector(float @Nullable [] unit) {
    vector = unit;
    return this;
  }

  /** How to rank; without it by both, or by the vector when there is no text. */
  public PassageQueryBuilder mode(@Nullable SearchMode ranking) {
    mode = ranking;
    return this;
  }

  public PassageQueryBuilder fusion(Fusion weights) {
    fusion = weights;
    return this;
  }

  public PassageQueryBuilder grouping(Grouping hits) {
    grouping = hits;
    return this;
  }

  public PassageQueryBuilder limit(int hits) {
    limit = hits;
    return this;
  }

  public PassageQueryBuilder offset(int hits) {
    offset = hits;
    return this;
  }

  public PassageQueryBuilder filter(RowFilter rows) {
    filter = rows;
    return this;
  }

  public PassageQueryBuilder book(@Nullable String id) {
    book = id;
    return this;
  }

  public PassageQueryBuilder upTo(@Nullable UpTo read) {
    upTo = read;
    return this;
  }

  public PassageQueryBuilder scoreThreshold(@Nullable Double lowest) {
    scoreThreshold = lowest;
    return this;
  }

  public PassageQueryBuilder exact(boolean everyVector) {
    exact = everyVector;
    return this;
  }

  public PassageQueryBuilder candidates(int vectors) {
    candidates = vectors;
    return this;
  }

  public PassageQueryBuilder withVectors(boolean wanted) {
    withVectors = wanted;
    return this;
  }

  public PassageQueryBuilder highlight(boolean wanted) {
    highlight = wanted;
    return this;
  }

  public PassageQueryBuilder after(@Nullable ReadAfter write) {
    after = write;
    return this;
  }

  /**
   * Whose rows may be found, see {@link org.gibsey.api.access.Caller#id}. Of no effect in a
   * collection whose rows belong to nobody.
   */
  public PassageQueryBuilder owner(String id) {
    owner = collection.isOwned() ? id : null;
    return this;
  }

  /**
   * The search.
   *
   * @throws IllegalArgumentException when something is out of its range or does not fit the mode
   */
  public PassageQuery build() {
    SearchMode ranking = mode != null ? mode : text == null ? SearchMode.VECTOR : SearchMode.HYBRID;
    if (text == null && (vector == null || ranking != SearchMode.VECTOR)) {
      throw new IllegalArgumentException("mode " + ranking + " needs a text");
    }
    if (limit < 1 || limit > PassageQuery.HIGHEST_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to 100, not " + limit);
    }
    if (offset < 0 || offset + limit > PassageQuery.DEEPEST) {
      throw new IllegalArgumentException(
          "offset and limit together must be at most 1000, not " + offset + " and " + limit);
    }
    if (candidates < 0 || candidates > PassageQuery.MOST_CANDIDATES) {
      throw new IllegalArgumentException("candidates must be 0 to 10000, not " + candidates);
    }
    if (collection.isOwned() && owner == null) {
      throw new IllegalStateException(
          "Rows of " + collection.name() + " belong to someone: the search must say to whom");
    }
    return new PassageQuery(
        collection,
        text,
        vector,
        ranking,
        fusion,
        grouping,
        limit,
        offset,
        filter,
        book,
        upTo,
        scoreThreshold,
        exact,
        candidates,
        withVectors,
        highlight,
        after,
        owner);
  }
}
