package org.gibsey.api.ask;

import java.io.IOException;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.sse.EventStream;

/** How the events of one answer are written. Used by one thread. */
public interface StreamFormat {
  /** As {@code POST /v1/ask} writes them: each under its own name. */
  StreamFormat NAMED = new NamedEvents();

  /** Writes an event; {@link AnswerEvent.Done} is the last one. */
  void event(EventStream out, AnswerEvent event) throws IOException;

  /** Writes what went wrong on the way; nothing comes after it. */
  void problem(EventStream out, ProblemBody problem) throws IOException;
}
