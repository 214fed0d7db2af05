package org.gibsey.api.trace;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.NamedCollection;
import org.gibsey.api.server.Route;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.shard.PassageSearch;

/**
 * Why a row is found or not. For readers: it tells times, places and the class of a fault, and
 * nothing of the row's content beside its key.
 */
public final class TraceRoutes {
  private final Collections collections;
  private final TraceRow traceRow;

  /**
   * Routes over the stores.
   *
   * @param deadline how long one question to the index may take
   */
  public TraceRoutes(
      Collections collections, RowSources sources, PassageSearch shards, Duration deadline) {
    this.collections = collections;
    this.traceRow = new TraceRow(sources, new LookUpRow(shards, deadline), Clock.systemUTC());
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/collections/{collection}/rows/{key}/trace", Access.READER, this::trace));
  }

  private void trace(Context ctx) {
    CollectionDefinition collection = NamedCollection.of(collections, ctx.pathParam("collection"));
    RowKey key = RowKey.parse(ctx.pathParam("key"), collection);
    Json.respond(ctx, TraceResponse.of(traceRow.trace(collection, key, Caller.of(ctx))));
  }
}
