package org.gibsey.api.ask;

import io.javalin.http.Context;
import java.util.List;
import org.gibsey.api.access.Access;
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

  public AskRoutes(AnswerQuestion answers, StreamAnswer stream) {
    this.answers = answers;
    this.stream = stream;
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
      stream.to(ctx, answers, question, StreamFormat.NAMED);
    } else {
      Json.respond(ctx, answers.answer(question));
    }
  }
}
