package org.gibsey.api.openai;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.admission.Workload;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerQuestion;
import org.gibsey.api.ask.Answered;
import org.gibsey.api.ask.Question;
import org.gibsey.api.ask.StreamAnswer;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.openai.ChatCompletion.Choice;
import org.gibsey.api.openai.ChatCompletion.Usage;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.server.Route;
import org.gibsey.api.sse.EventStream;
import org.jspecify.annotations.Nullable;

/** Answers out of the pages, as a chat with OpenAI's API goes. */
final class ChatRoute {
  private final QueryEmbedder embedder;
  private final List<AnswerQuestion> answers;
  private final StreamAnswer stream;
  private final Answered answered;

  ChatRoute(
      QueryEmbedder embedder,
      List<AnswerQuestion> answers,
      StreamAnswer stream,
      Answered answered) {
    this.embedder = embedder;
    this.answers = answers;
    this.stream = stream;
    this.answered = answered;
  }

  Route route() {
    return Route.post("/v1/chat/completions", Access.READER, this::complete)
        .keepsBusy(Workload.ANSWER)
        .producing(Json.CONTENT_TYPE, EventStream.CONTENT_TYPE);
  }

  private void complete(Context ctx) {
    ChatRequest request = RequestBody.read(ctx, ChatRequest.class);
    AnswerQuestion named = model(request.model());
    request.requireSupported();
    Question question = Question.of(request.question());
    String caller = Caller.of(ctx).id();
    AnswerQuestion model = named.telling(() -> answered.answered(caller, question));
    AnswerEnd end =
        new AnswerEnd(embedder.loaded().tokenizer(), request.mostTokens(), request.stops());
    String id = "chatcmpl-" + UUID.randomUUID();
    long created = Instant.now().getEpochSecond();
    if (request.streamed()) {
      stream.to(
          ctx,
          model,
          question,
          new ChatChunks(id, created, model.generator(), request.wantsUsage(), end));
    } else {
      Json.respond(ctx, whole(id, created, model, question, end));
    }
  }

  private AnswerQuestion model(@Nullable String name) {
    return answers.stream()
        .filter(answer -> answer.generator().equals(name))
        .findFirst()
        .orElseThrow(
            () -> ModelRoutes.unknown(answers.stream().map(AnswerQuestion::generator).toList()));
  }

  private static ChatCompletion whole(
      String id, long created, AnswerQuestion model, Question question, AnswerEnd end) {
    StringBuilder text = new StringBuilder();
    List<Citation> citations = new ArrayList<>();
    AnswerEvent.Done done =
        model.answer(
            question,
            event -> {
              switch (event) {
                case Citation citation -> {
                  if (end.reason() == null) {
                    citations.add(citation);
                  }
                }
                case AnswerEvent.Delta delta -> text.append(end.add(delta.text()));
                case AnswerEvent.Retrieval retrieval -> {}
                case AnswerEvent.Done last -> {}
              }
            });
    text.append(end.rest());
    return new ChatCompletion(
        id,
        "chat.completion",
        created,
        model.generator(),
        List.of(Choice.whole(text.toString(), reason(end, done.finishReason()))),
        usage(end, done.usage()),
        citations);
  }

  /** Why the answer ended, be it here or at the model. */
  static String reason(AnswerEnd end, String ofModel) {
    @Nullable String early = end.reason();
    return early == null ? ofModel : early;
  }

  /** What the model read and wrote; of an answer that was ended here, what was sent of it. */
  static Usage usage(AnswerEnd end, AnswerEvent.Usage ofModel) {
    return Usage.of(
        ofModel.promptTokens(), end.reason() == null ? ofModel.completionTokens() : end.tokens());
  }
}
