package org.gibsey.shard;

import java.time.Duration;
import org.gibsey.index.Grouping;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link SearchQuery}. What is left out: no text, no vector, no filter, ten hits, one for
 * each row, fused by {@link Fusion#DEFAULT}, without vectors and highlights. Belongs to one thread.
 */
public final class SearchQueryBuilder {
  private static final int DEFAULT_LIMIT = 10;

  private final String collection;
  private SearchMode mode;
  private String text = "";
  private float @Nullable [] vector;
  private @Nullable String model;
  private RowFilter filter = RowFilter.NONE;
  private int limit = DEFAULT_LIMIT;
  private Grouping grouping = Grouping.ROW;
  private Fusion fusion = Fusion.DEFAULT;
  private boolean withVectors;
  private boolean highlight;
  private int candidates;
  private boolean exact;
  private @Nullable ReadAfter after;
  private Duration deadline;

  SearchQueryBuilder(String collection, SearchMode mode, Duration deadline) {
    this.collection = collection;
    this.mode = mode;
    this.deadline = deadline;
  }

  SearchQueryBuilder(SearchQuery query) {
    this(query.collection(), query.mode(), query.deadline());
    text = query.text();
    vector = query.vector();
    model = query.model();
    filter = query.filter();
    limit = query.limit();
    grouping = query.grouping();
    fusion = query.fusion();
    withVectors = query.withVectors();
    highlight = query.highlight();
    candidates = query.candidates();
    exact = query.exact();
    after = query.after();
  }

  /** See {@link SearchQuery#mode}. */
  public SearchQueryBuilder mode(SearchMode mode) {
    this.mode = mode;
    return this;
  }

  /** See {@link SearchQuery#text}. */
  public SearchQueryBuilder text(String text) {
    this.text = text;
    return this;
  }

  /**
   * A vector.
   *
   * @param vector see {@link SearchQuery#vector}
   * @param model see {@link SearchQuery#model}
   */
  public SearchQueryBuilder vector(float @Nullable [] vector, @Nullable String model) {
    this.vector = vector;
    this.model = model;
    return this;
  }

  /** See {@link SearchQuery#filter}. */
  public SearchQueryBuilder filter(RowFilter filter) {
    this.filter = filter;
    return this;
  }

  /** See {@link SearchQuery#limit}. */
  public SearchQueryBuilder limit(int limit) {
    this.limit = limit;
    return this;
  }

  /** See {@link SearchQuery#grouping}. */
  public SearchQueryBuilder grouping(Grouping grouping) {
    this.grouping = grouping;
    return this;
  }

  /** See {@link SearchQuery#fusion}. */
  public SearchQueryBuilder fusion(Fusion fusion) {
    this.fusion = fusion;
    return this;
  }

  /** See {@link SearchQuery#withVectors}. */
  public SearchQueryBuilder withVectors(boolean withVectors) {
    this.withVectors = withVectors;
    return this;
  }

  /** See {@link SearchQuery#highlight}. */
  public SearchQueryBuilder highlight(boolean highlight) {
    this.highlight = highlight;
    return this;
  }

  /** See {@link SearchQuery#candidates}. */
  public SearchQueryBuilder candidates(int candidates) {
    this.candidates = candidates;
    return this;
  }

  /** See {@link SearchQuery#exact}. */
  public SearchQueryBuilder exact(boolean exact) {
    this.exact = exact;
    return this;
  }

  /** See {@link SearchQuery#after}. */
  public SearchQueryBuilder after(@Nullable ReadAfter after) {
    this.after = after;
    return this;
  }

  /** See {@link SearchQuery#deadline}. */
  public SearchQueryBuilder deadline(Duration deadline) {
    this.deadline = deadline;
    return this;
  }

  /** The question. */
  public SearchQuery build() {
    return new SearchQuery(
        collection,
        mode,
        text,
        vector,
        model,
        filter,
        limit,
        grouping,
        fusion,
        withVectors,
        highlight,
        candidates,
        exact,
        after,
        deadline);
  }
}
