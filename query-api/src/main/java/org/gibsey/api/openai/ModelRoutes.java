package org.gibsey.api.openai;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.ask.AnswerQuestion;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.server.Route;

/** The models that can be named in other requests. */
final class ModelRoutes {
  private static final String OWNER = "gibsey";

  private final QueryEmbedder embedder;
  private final List<AnswerQuestion> answers;
  private final long created = Instant.now().getEpochSecond();

  ModelRoutes(QueryEmbedder embedder, List<AnswerQuestion> answers) {
    this.embedder = embedder;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/models", Access.READER, this::list),
        Route.get("/v1/models/{model}", Access.READER, this::one));
  }

  private void list(Context ctx) {
    Json.respond(ctx, new Models("list", names().stream().map(this::model).toList()));
  }

  private void one(Context ctx) {
    String wanted = ctx.pathParam("model");
    if (!names().contains(wanted)) {
      throw unknown(names());
    }
    Json.respond(ctx, model(wanted));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    embedder.model().ifPresent(names::add);
    answers.forEach(answer -> names.add(answer.generator()));
    return names;
  }

  private Model model(String id) {
    return new Model(id, "model", created, OWNER);
  }

  /** For every route that is given a model which does not exist. */
  static Problem unknown(List<String> known) {
    return new Problem(
        ProblemType.UNKNOWN_MODEL, "The model must be one of: " + String.join(", ", known) + ".");
  }

  private record Models(String object, List<Model> data) {}

  private record Model(String id, String object, long created, String ownedBy) {}
}
