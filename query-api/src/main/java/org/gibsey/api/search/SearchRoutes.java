package org.gibsey.api.search;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.access.Role;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.NamedCollection;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.server.Route;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ShardsUnavailableException;

/** Searching a collection, which ones there are, and what they hold. */
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
        Route.get("/v1/collections", Access.READER, this::all),
        Route.post("/v1/collections/{collection}/search", Access.READER, this::search)
            .keepsBusy(Workload.SEARCH),
        Route.get("/v1/collections/{collection}/stats", Access.READER, this::stats));
  }

  private void all(Context ctx) {
    Json.respond(ctx, CollectionsResponse.of(collections));
  }

  private void search(Context ctx) {
    long started = System.nanoTime();
    CollectionDefinition collection = NamedCollection.of(collections, ctx.pathParam("collection"));
    PassageQuery query =
        RequestBody.read(ctx, SearchRequest.class)
            .in(collection, collections.model().dimension(), Caller.of(ctx));
    FoundPassages found = searchPassages.search(query);
    Json.respond(ctx, SearchResponse.of(query, found, embedder.model().orElse(null), started));
  }

  private void stats(Context ctx) {
    CollectionDefinition collection = NamedCollection.of(collections, ctx.pathParam("collection"));
    if (collection.isOwned()) {
      Caller.of(ctx).must(Role.ADMIN); // it counts the rows of everybody
    }
    try {
      Json.respond(
          ctx,
          StatsResponse.of(
              collections,
              collection,
              shards.stats(collection.name(), deadline),
              embedder.model().orElse(null)));
    } catch (ShardsUnavailableException e) {
      throw SearchPassages.indexUnavailable(e);
    }
  }
}
