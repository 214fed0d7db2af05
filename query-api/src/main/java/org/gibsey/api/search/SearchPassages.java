package org.gibsey.api.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.pages.PageRoutes;
import org.gibsey.api.pages.PageStore;
import org.gibsey.index.InvalidFilterException;
import org.gibsey.index.ModelMismatchException;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchQueryBuilder;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.shard.WriteNotVisibleException;
import org.jspecify.annotations.Nullable;

/** Embeds a query and asks the shards, within one deadline. Safe for use by many threads. */
public final class SearchPassages {
  private static final float[] NO_VECTOR = {};

  private final QueryEmbedder embedder;
  private final PassageSearch shards;
  private final PageStore pages;
  private final Duration deadline;
  private final Admission admission;
  private final Stage embed;
  private final Stage search;
  private final Counter fromSnapshot;

  /**
   * A search.
   *
   * @param pages tells whether a book exists in which nothing was found
   * @param deadline time for one search, embedding included
   * @param admission lets so many search at once
   */
  public SearchPassages(
      QueryEmbedder embedder,
      PassageSearch shards,
      PageStore pages,
      Duration deadline,
      Admission admission,
      MeterRegistry metrics) {
    this.embedder = embedder;
    this.shards = shards;
    this.pages = pages;
    this.deadline = deadline;
    this.admission = admission;
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
   * @throws Problem when the query is too long for the model, the book is unknown, the filter or
   *     the vector does not fit the collection, the write that must be seen is not searchable in
   *     time, the index holds vectors of another model, or the model or the shards are not
   *     available in time, or too many search already
   */
  public FoundPassages search(PassageQuery query) {
    // Who waits for a write keeps nothing busy meanwhile.
    return query.after() == null
        ? admission.search(() -> find(query))
        : admission.patiently(() -> find(query));
  }

  private FoundPassages find(PassageQuery query) {
    Deadline until = Deadline.in(deadline);
    Stage.Timed<float[]> vector = vector(query, until);
    SearchQuery question = question(query, vector.value(), until);
    Stage.Timed<SearchResult> found = search.run(() -> ask(question));
    SearchResult result = found.value();
    OwnRows.requireOwnWrite(query, shards, until);
    if (result.hits().isEmpty()) {
      requireBook(BookFilter.book(query));
    }
    if (result.servedFrom() == ServedFrom.SNAPSHOT) {
      fromSnapshot.increment();
    }
    List<PassageHit> wanted = aboveThreshold(result.hits(), query.scoreThreshold());
    int end = query.offset() + query.limit();
    return new FoundPassages(
        wanted.subList(Math.min(query.offset(), wanted.size()), Math.min(end, wanted.size())),
        wanted.size() > end,
        result.indexVersion(),
        Origin.of(result.servedFrom(), result.age()),
        // Of rows that belong to many, the newest write would tell when others wrote.
        query.collection().isOwned() ? null : result.newestWriteTimeMicros(),
        vector.value(),
        vector.millis(),
        found.millis());
  }

  private Stage.Timed<float[]> vector(PassageQuery query, Deadline until) {
    String text = query.text();
    float[] given = query.vector();
    if (query.mode() == SearchMode.TEXT) {
      return new Stage.Timed<>(NO_VECTOR, 0);
    }
    if (given != null || text == null) {
      return new Stage.Timed<>(given == null ? NO_VECTOR : given, 0);
    }
    return embed.run(() -> embedder.query(text, until));
  }

  private SearchQuery question(PassageQuery query, float[] vector, Deadline until) {
    String text = query.text();
    SearchQueryBuilder question =
        SearchQuery.builder(query.collection().name(), query.mode(), until.remaining())
            .text(text == null ? "" : text)
            .filter(OwnRows.of(query, BookFilter.of(query)))
            .limit(query.depth())
            .grouping(query.grouping())
            .fusion(query.fusion())
            .withVectors(query.withVectors())
            .highlight(query.highlight() && text != null)
            .candidates(query.candidates() == 0 ? 0 : Math.max(query.candidates(), query.depth()))
            .exact(query.exact())
            .after(query.after());
    if (query.mode() != SearchMode.TEXT) {
      // A vector that the caller brought may be of any model; only its length can be checked.
      question.vector(vector, query.vector() == null ? embedder.model().orElse(null) : null);
    }
    return question.build();
  }

  /** Hits are best first, so that those that are good enough stand in front. */
  private static List<PassageHit> aboveThreshold(List<PassageHit> hits, @Nullable Double lowest) {
    if (lowest == null) {
      return hits;
    }
    return hits.stream().takeWhile(hit -> hit.score() >= lowest).toList();
  }

  private SearchResult ask(SearchQuery query) {
    try {
      return shards.search(query);
    } catch (WriteNotVisibleException e) {
      throw notYetSearchable();
    } catch (ShardsUnavailableException e) {
      throw indexUnavailable(e);
    } catch (InvalidFilterException e) {
      throw new Problem(ProblemType.INVALID_VALUE, "The filter is refused: " + e.getMessage());
    } catch (ModelMismatchException e) {
      throw query.model() == null ? unfitVector(e) : otherModel(e);
    }
  }

  private static Problem unfitVector(ModelMismatchException reason) {
    return new Problem(
        ProblemType.INVALID_VALUE,
        "The field 'vector' does not fit the index: " + reason.getMessage() + ".");
  }

  private static Problem otherModel(ModelMismatchException reason) {
    return new Problem(
        ProblemType.MODEL_MISMATCH,
        "Question and index would be compared by different models. Configure this service and the"
            + " indexing job with the same collections.yaml; searching by words works meanwhile.",
        reason);
  }

  private void requireBook(@Nullable String book) {
    if (book != null && !pages.bookExists(book)) {
      throw PageRoutes.unknownBook();
    }
  }

  static Problem notYetSearchable() {
    return new Problem(
        ProblemType.NOT_YET_SEARCHABLE,
        "The write of 'min_token' did not become searchable in time; try again, or look up where"
            + " it is in the row's trace.");
  }

  static Problem indexUnavailable(ShardsUnavailableException reason) {
    return new Problem(
        ProblemType.INDEX_UNAVAILABLE,
        "Not every shard of the collection answered in time; try again.",
        reason);
  }
}
