package org.gibsey.api.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.pages.PageRoutes;
import org.gibsey.api.pages.PageStore;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.jspecify.annotations.Nullable;

/** Embeds a query and asks the shards, within one deadline. Safe for use by many threads. */
public final class SearchPassages {
  private static final float[] NO_VECTOR = {};

  private final QueryEmbedder embedder;
  private final PassageSearch shards;
  private final PageStore pages;
  private final Duration deadline;
  private final Stage embed;
  private final Stage search;
  private final Counter fromSnapshot;

  /**
   * A search.
   *
   * @param pages tells whether a book exists in which nothing was found
   * @param deadline time for one search, embedding included
   */
  public SearchPassages(
      QueryEmbedder embedder,
      PassageSearch shards,
      PageStore pages,
      Duration deadline,
      MeterRegistry metrics) {
    this.embedder = embedder;
    this.shards = shards;
    this.pages = pages;
    this.deadline = deadline;
    this.embed = new Stage(metrics, "embed");
    this.search = new Stage(metrics, "search");
    this.fromSnapshot =
        Counter.builder("gibsey.snapshot.searches")
            .description("Searches answered from a snapshot because no live shard did")
            .register(metrics);
  }

  /**
   * Searches.
   *
   * @throws Problem when the query is too long for the model, the book is unknown, the index holds
   *     vectors of another model, or the model or the shards are not available in time
   */
  public FoundPassages search(PassageQuery query) {
    RowFilter filter = BookFilter.of(query.book(), query.collection());
    Deadline until = Deadline.in(deadline);
    boolean vectors = query.mode() != SearchMode.TEXT;
    Stage.Timed<float[]> vector =
        vectors
            ? embed.run(() -> embedder.query(query.text(), until))
            : new Stage.Timed<>(NO_VECTOR, 0);
    Stage.Timed<SearchResult> found =
        search.run(
            () ->
                ask(
                    new SearchQuery(
                        query.collection().name(),
                        query.mode(),
                        query.text(),
                        vectors ? vector.value() : null,
                        vectors ? embedder.model().orElse(null) : null,
                        filter,
                        query.limit(),
                        until.remaining())));
    SearchResult result = found.value();
    if (result.hits().isEmpty()) {
      requireBook(query.book());
    }
    if (result.servedFrom() == ServedFrom.SNAPSHOT) {
      fromSnapshot.increment();
    }
    return new FoundPassages(
        result.hits(),
        result.indexVersion(),
        Origin.of(result.servedFrom(), result.age()),
        vector.value(),
        vector.millis(),
        found.millis());
  }

  private SearchResult ask(SearchQuery query) {
    try {
      return shards.search(query);
    } catch (ShardsUnavailableException e) {
      throw indexUnavailable(e);
    } catch (IllegalArgumentException e) {
      // Everything else was checked when the request was read.
      if (query.vector() == null) {
        throw e;
      }
      throw new Problem(
          ProblemType.MODEL_MISMATCH,
          "Question and index would be compared by different models. Configure this service and the"
              + " indexing job with the same collections.yaml; searching by words works meanwhile.",
          e);
    }
  }

  private void requireBook(@Nullable String book) {
    if (book != null && !pages.bookExists(book)) {
      throw PageRoutes.unknownBook();
    }
  }

  static Problem indexUnavailable(ShardsUnavailableException reason) {
    return new Problem(
        ProblemType.INDEX_UNAVAILABLE,
        "Not every shard of the collection answered in time; try again.",
        reason);
  }
}
