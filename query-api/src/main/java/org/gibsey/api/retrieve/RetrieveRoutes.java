package org.gibsey.api.retrieve;

import io.javalin.http.Context;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.NamedCollection;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.search.Stage;
import org.gibsey.api.server.Route;
import org.gibsey.collection.Collections;

/** Passages for a language model of the caller's own. */
public final class RetrieveRoutes {
  private final Collections collections;
  private final RetrievePassages retrieval;

  public RetrieveRoutes(Collections collections, RetrievePassages retrieval) {
    this.collections = collections;
    this.retrieval = retrieval;
  }

  public List<Route> routes() {
    return List.of(Route.post("/v1/retrieve", Access.READER, this::retrieve));
  }

  private void retrieve(Context ctx) {
    long started = System.nanoTime();
    RetrieveRequest request = RequestBody.read(ctx, RetrieveRequest.class);
    int budget = request.budget();
    Retrieved retrieved =
        retrieval.retrieve(
            request.in(NamedCollection.of(collections, request.collectionName()), Caller.of(ctx)),
            budget);
    Json.respond(ctx, RetrieveResponse.of(retrieved, budget, Stage.millisSince(started)));
  }
}
