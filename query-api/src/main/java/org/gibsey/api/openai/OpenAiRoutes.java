package org.gibsey.api.openai;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ask.AnswerQuestion;
import org.gibsey.api.ask.Answered;
import org.gibsey.api.ask.StreamAnswer;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.server.Route;

/** All routes for clients of OpenAI's API. */
public final class OpenAiRoutes {
  private final ModelRoutes models;
  private final EmbeddingsRoute embeddings;
  private final ChatRoute chat;

  /**
   * Routes.
   *
   * @param answers one for each chat model, the default first
   * @param stream sends answers in pieces; its limit counts the streams of other routes too
   * @param answered told of each question that was answered
   */
  public OpenAiRoutes(
      QueryEmbedder embedder,
      List<AnswerQuestion> answers,
      StreamAnswer stream,
      Answered answered) {
    this.models = new ModelRoutes(embedder, List.copyOf(answers));
    this.embeddings = new EmbeddingsRoute(embedder);
    this.chat = new ChatRoute(embedder, List.copyOf(answers), stream, answered);
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(models.routes());
    routes.add(embeddings.route());
    routes.add(chat.route());
    return routes;
  }
}
