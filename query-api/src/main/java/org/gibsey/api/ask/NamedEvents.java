package org.gibsey.api.ask;

import java.io.IOException;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.sse.EventStream;

/** Every event under its name, problems under {@code error}. */
final class NamedEvents implements StreamFormat {
  @Override
  public void event(EventStream out, AnswerEvent event) throws IOException {
    out.send(name(event), event);
  }

  @Override
  public void problem(EventStream out, ProblemBody problem) throws IOException {
    out.send("error", problem);
  }

  private static String name(AnswerEvent event) {
    return switch (event) {
      case AnswerEvent.Retrieval retrieval -> "retrieval";
      case AnswerEvent.Citation citation -> "citation";
      case AnswerEvent.Delta delta -> "delta";
      case AnswerEvent.Done done -> "done";
    };
  }
}
