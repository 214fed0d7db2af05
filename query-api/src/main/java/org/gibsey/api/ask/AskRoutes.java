package org.gibsey.api.ask;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.http.Accepted;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.server.Route;
import org.jspecify.annotations.Nullable;

/** Asking a question: one JSON answer, or a stream of events for who accepts it. */
public final class AskRoutes {
  private final AnswerQuestion answers;
  private final StreamAnswer stream;

  /**
   * Routes.
   *
   * @param maxStreams streams open at once
   * @param heartbeat longest silence on a stream
   */
  public AskRoutes(AnswerQuestion answers, int maxStreams, Duration heartbeat) {
    this.answers = answers;
    this.stream = new StreamAnswer(answers, maxStreams, heartbeat);
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/ask", Access.READER, this::ask)
            .keepsBusy(Workload.ANSWER)
            .producing(Json.CONTENT_TYPE, EventStream.CONTENT_TYPE));
  }

  private void ask(Context ctx) {
    Question question = RequestBody.read(ctx, AskRequest.class).checked();
    if (Accepted.by(ctx).prefers(EventStream.CONTENT_TYPE, Json.CONTENT_TYPE)) {
      stream.to(ctx, question);
    } else {
      Json.respond(ctx, whole(question));
    }
  }

  private Answer whole(Question question) {
    StringBuilder text = new StringBuilder();
    List<Citation> citations = new ArrayList<>();
    Done end =
        answers.answer(
            question,
            event -> {
              switch (event) {
                case Citation citation -> citations.add(citation);
                case Delta delta -> text.append(delta.text());
                case AnswerEvent.Retrieval retrieval -> {}
                case Done done -> {}
              }
            });
    return new Answer(
        text.toString(),
        end.generator(),
        citations,
        end.servedFrom(),
        end.snapshotAgeMs(),
        end.tookMs());
  }

  private record Answer(
      String answer,
      String generator,
      List<Citation> citations,
      String servedFrom,
      @Nullable Long snapshotAgeMs,
      AnswerEvent.Took tookMs) {}
}
