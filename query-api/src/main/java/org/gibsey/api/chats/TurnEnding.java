package org.gibsey.api.chats;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.ask.AnswerEvent.Usage;
import org.gibsey.api.credits.Account;
import org.gibsey.api.http.Problem;
import org.gibsey.api.search.Stage;
import org.jspecify.annotations.Nullable;

/** How a turn that this process wrote ends: its last events, and what is paid for it. */
final class TurnEnding {
  private final Order order;
  private final Speech speech;
  private final Writers writers;
  private final long startedNanos;

  /** The last events, and what is kept of the turn. */
  record Last(List<TurnEvent> events, TurnEnd end) {}

  /** As it is sent. */
  private record UsageEvent(
      int promptTokens, int completionTokens, boolean estimated, long credits, long balance) {}

  /** As it is sent. */
  private record DoneEvent(
      String generator, boolean grounded, String finishReason, double tookMs) {}

  TurnEnding(Order order, Speech speech, Writers writers, long startedNanos) {
    this.startedNanos = startedNanos;
    this.order = order;
    this.speech = speech;
    this.writers = writers;
  }

  Last done(int lastSeq) {
    Done done = Objects.requireNonNull(speech.done());
    boolean stopped = done.finishReason().equals("stopped");
    return said(
        lastSeq,
        stopped ? TurnStatus.STOPPED : TurnStatus.DONE,
        done.usage(),
        new DoneEvent(
            done.generator(), done.grounded(), done.finishReason(), done.tookMs().total()));
  }

  Last cut(int lastSeq) {
    return said(lastSeq, TurnStatus.DONE, estimate(), event("length"));
  }

  Last stopped(int lastSeq) {
    return said(lastSeq, TurnStatus.STOPPED, estimate(), event("stopped"));
  }

  private DoneEvent event(String reason) {
    return new DoneEvent(
        order.quote().model(),
        !speech.citations().isEmpty(),
        reason,
        Stage.millisSince(startedNanos));
  }

  /**
   * What a model that was interrupted has read and written: it tells no more. What it reads is the
   * most that it may read. A turn that was stopped before anything was said took nothing.
   */
  private Usage estimate() {
    String reply = speech.reply();
    return reply.isEmpty()
        ? new Usage(0, 0, true)
        : new Usage(order.quote().promptTokens(), writers.tokens().applyAsInt(reply), true);
  }

  private Last said(int lastSeq, TurnStatus status, Usage usage, DoneEvent done) {
    boolean nothing = usage.promptTokens() == 0 && usage.completionTokens() == 0;
    long price =
        nothing
            ? 0
            : writers
                .prices()
                .of(order.quote().model(), usage.promptTokens(), usage.completionTokens());
    long credits = Math.min(price, order.quote().atMost());
    Account account = writers.credits().account(order.chat().ownerId());
    long balance = account.balance() + order.quote().atMost() - credits;
    UsageEvent paid =
        new UsageEvent(
            usage.promptTokens(), usage.completionTokens(), usage.estimated(), credits, balance);
    return new Last(
        List.of(
            new TurnEvent(lastSeq + 1, "usage", TurnDetail.text(paid)),
            new TurnEvent(lastSeq + 2, "done", TurnDetail.text(done))),
        end(status, credits, usage));
  }

  Last failed(int lastSeq, Problem problem) {
    String body = TurnDetail.problem(problem, order.key(), UUID.randomUUID().toString());
    return new Last(
        List.of(new TurnEvent(lastSeq + 1, "error", body)), end(TurnStatus.FAILED, 0, null));
  }

  private TurnEnd end(TurnStatus status, long credits, @Nullable Usage usage) {
    return new TurnEnd(
        status,
        writers.clock().next(),
        speech.reply(),
        credits,
        TurnDetail.of(order.quote().model(), TurnDetail.text(speech.citations()), usage));
  }
}
