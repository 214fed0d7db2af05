package org.gibsey.api.ask;

import io.javalin.http.Context;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.http.Accepted;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.server.Route;
import org.gibsey.api.sse.EventStream;

/** Asking a question: one JSON answer, or a stream of events for who accepts it. */
public final class AskRoutes {
  private final AnswerQuestion answers;
  private final StreamAnswer stream;
  private final Answered answered;

  /**
   * Routes.
   *
   * @param answered told of each question that was answered, in either form
   */
  public AskRoutes(AnswerQuestion answers, StreamAnswer stream, Answered answered) {
    this.answers = answers;
    this.stream = stream;
    this.answered = answered;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/ask", Access.READER, this::ask)
            .keepsBusy(Workload.ANSWER)
            .producing(Json.CONTENT_TYPE, EventStream.CONTENT_TYPE));
  }

  private void ask(Context ctx) {
    Question question = RequestBody.read(ctx, AskRequest.class).checked();
    String caller = Caller.of(ctx).id();
    AnswerQuestion telling = answers.telling(() -> answered.answered(caller, question));
    if (Accepted.by(ctx).prefers(EventStream.CONTENT_TYPE, Json.CONTENT_TYPE)) {
      stream.to(ctx, telling, question, StreamFormat.NAMED);
    } else {
      Json.respond(ctx, telling.answer(question));
    }
  }
}
