package org.gibsey.api.llm;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.gibsey.api.llm.Generation.End;
import org.jspecify.annotations.Nullable;

/** One text of a model while it is written. Belongs to one thread. */
final class Writing implements StreamingChatResponseHandler {
  private final ModelCall call;
  private final Consumer<String> deltas;
  private final Redaction redaction;
  private final StringBuilder text = new StringBuilder();
  private @Nullable ChatResponse complete;
  private @Nullable ModelFailure failure;
  private boolean begun;
  private @Nullable RuntimeException refused;

  /**
   * A text.
   *
   * @param deltas told of its pieces
   * @param redaction takes out what a server may not repeat
   */
  Writing(ModelCall call, Consumer<String> deltas, Redaction redaction) {
    this.call = call;
    this.deltas = deltas;
    this.redaction = redaction;
  }

  @Override
  public void onPartialResponse(String piece) {
    if (failure != null || refused != null) {
      return;
    }
    call.textCame();
    begun = true;
    tell(redaction.next(piece));
  }

  private void tell(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    text.append(piece);
    try {
      deltas.accept(piece);
    } catch (RuntimeException e) {
      refused = e;
      stop();
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    complete = response;
  }

  @Override
  public void onError(Throwable reason) {
    if (failure == null) {
      // The message of a reason that is not ours may quote the answer.
      failure =
          reasonOf(reason) instanceof StreamedBody.LateException
              ? ModelFailure.passing("did not answer in time")
              : ModelFailure.passing("gave an answer that is not readable");
    }
    stop();
  }

  /** Whether text has come. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * The whole text.
   *
   * @throws ModelFailure when it is not there
   * @throws CancellationException when the thread was interrupted
   */
  Written result() {
    if (refused != null) {
      throw refused;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the writing was interrupted");
    }
    ModelFailure ofCall = call.failure();
    if (ofCall != null) {
      throw ofCall;
    }
    if (failure != null) {
      throw failure;
    }
    ChatResponse whole = complete;
    if (whole == null || whole.finishReason() == null) {
      throw ModelFailure.passing("ended the answer in its midst");
    }
    tell(redaction.rest());
    if (refused != null) {
      throw refused;
    }
    return new Written(
        text.toString(),
        whole.tokenUsage(),
        whole.finishReason() == FinishReason.LENGTH ? End.LENGTH : End.STOP);
  }

  private void stop() {
    try {
      call.stop();
    } catch (IOException e) {
      failure = ModelFailure.passing("broke the connection");
    }
  }

  private static Throwable reasonOf(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null && !(reason instanceof StreamedBody.LateException)) {
      reason = reason.getCause();
    }
    return reason;
  }

  /**
   * A text.
   *
   * @param usage tokens as the server counted them, or null
   */
  record Written(String text, @Nullable TokenUsage usage, End end) {}
}
