package org.gibsey.api.search;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteTime;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ShardsUnavailableException;
import org.jspecify.annotations.Nullable;

/** Searching a collection, and what it holds. */
public final class SearchRoutes {
  private final Collections collections;
  private final SearchPassages searchPassages;
  private final PassageSearch shards;
  private final QueryEmbedder embedder;
  private final Duration deadline;

  public SearchRoutes(
      Collections collections,
      SearchPassages searchPassages,
      PassageSearch shards,
      QueryEmbedder embedder,
      Duration deadline) {
    this.collections = collections;
    this.searchPassages = searchPassages;
    this.shards = shards;
    this.embedder = embedder;
    this.deadline = deadline;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/collections/{collection}/search", Access.READER, this::search)
            .keepsBusy(Workload.SEARCH),
        Route.get("/v1/collections/{collection}/stats", Access.READER, this::stats));
  }

  private void search(Context ctx) {
    long started = System.nanoTime();
    CollectionDefinition collection = collection(ctx);
    PassageQuery query = RequestBody.read(ctx, SearchRequest.class).in(collection);
    FoundPassages found = searchPassages.search(query);
    Json.respond(
        ctx,
        new SearchResponse(
            found.hits().stream().map(SearchResponse.Hit::of).toList(),
            SearchRequest.name(query.mode()),
            embedder.model().orElse(null),
            found.indexVersion(),
            found.origin().servedFrom(),
            found.origin().snapshotAgeMs(),
            new SearchResponse.Took(
                found.embedMillis(), found.searchMillis(), Stage.millisSince(started))));
  }

  private void stats(Context ctx) {
    CollectionDefinition collection = collection(ctx);
    try {
      CollectionStats stats = shards.stats(collection.name(), deadline);
      Json.respond(ctx, StatsResponse.of(stats, embedder.model().orElse(null)));
    } catch (ShardsUnavailableException e) {
      throw SearchPassages.indexUnavailable(e);
    }
  }

  private CollectionDefinition collection(Context ctx) {
    return collections
        .named(ctx.pathParam("collection"))
        .orElseThrow(
            () ->
                new Problem(
                    ProblemType.UNKNOWN_COLLECTION,
                    "There are: "
                        + String.join(
                            ", ",
                            collections.definitions().stream()
                                .map(CollectionDefinition::name)
                                .toList())
                        + "."));
  }

  private record StatsResponse(
      String collection,
      long rows,
      long passages,
      int shards,
      int shardsLive,
      @Nullable String newestWriteTime,
      String servedFrom,
      @Nullable Long snapshotAgeMs,
      @Nullable String model) {

    static StatsResponse of(CollectionStats stats, @Nullable String model) {
      @Nullable Long newest = stats.newestWriteTimeMicros();
      Origin origin = Origin.of(stats.servedFrom(), stats.age());
      return new StatsResponse(
          stats.collection(),
          stats.rows(),
          stats.passages(),
          stats.shards(),
          stats.shardsLive(),
          newest == null ? null : WriteTime.text(newest),
          origin.servedFrom(),
          origin.snapshotAgeMs(),
          model);
    }
  }
}
