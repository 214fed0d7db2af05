package org.gibsey.api.openai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.StreamFormat;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.openai.ChatCompletion.Choice;
import org.gibsey.api.openai.ChatCompletion.Delta;
import org.gibsey.api.openai.ChatCompletion.Usage;
import org.gibsey.api.sse.EventStream;
import org.jspecify.annotations.Nullable;

/** One answer in pieces, as OpenAI's clients read them. */
final class ChatChunks implements StreamFormat {
  private static final String LAST = "[DONE]";

  private final String id;
  private final long created;
  private final String model;
  private final boolean wantsUsage;
  private final AnswerEnd end;
  private final List<Citation> citations = new ArrayList<>();

  ChatChunks(String id, long created, String model, boolean wantsUsage, AnswerEnd end) {
    this.id = id;
    this.created = created;
    this.model = model;
    this.wantsUsage = wantsUsage;
    this.end = end;
  }

  @Override
  public void event(EventStream out, AnswerEvent event) throws IOException {
    switch (event) {
      case AnswerEvent.Retrieval retrieval -> send(out, new Delta("assistant", ""), null, null);
      case Citation citation -> keep(citation);
      case AnswerEvent.Delta delta -> text(out, end.add(delta.text()));
      case Done done -> finish(out, done);
    }
  }

  @Override
  public void problem(EventStream out, ProblemBody problem) throws IOException {
    out.send(problem);
  }

  private void keep(Citation citation) {
    if (end.reason() == null) {
      citations.add(citation);
    }
  }

  private void text(EventStream out, String text) throws IOException {
    if (!text.isEmpty()) {
      send(out, new Delta(null, text), null, null);
    }
  }

  private void finish(EventStream out, Done done) throws IOException {
    text(out, end.rest());
    send(out, new Delta(null, null), ChatRoute.reason(end, done.finishReason()), citations);
    if (wantsUsage) {
      Usage usage = ChatRoute.usage(end, done.usage());
      out.send(chunk(List.of(), usage, null));
    }
    out.sendText(LAST);
  }

  private void send(
      EventStream out, Delta delta, @Nullable String reason, @Nullable List<Citation> quotes)
      throws IOException {
    out.send(chunk(List.of(Choice.piece(delta, reason)), null, quotes));
  }

  private ChatCompletion chunk(
      List<Choice> choices, @Nullable Usage usage, @Nullable List<Citation> quotes) {
    return new ChatCompletion(id, "chat.completion.chunk", created, model, choices, usage, quotes);
  }
}
