package org.gibsey.api.chats;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.credits.Abandoned;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.Credits.Outcome;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteClock;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do when a turn has ended, whoever does it: its writer, the next request to the
 * chat when the writer was too slow or died, or the sweeper of reservations. All of it may be done
 * again. Safe for use by many threads.
 */
final class EndTurn implements Abandoned {
  private static final String DIED =
      "The server that wrote this turn ended before it was done. Nothing is paid for it; send the"
          + " message again.";

  /** A turn that moves on each time somebody wants to end it is not abandoned. */
  private static final int ATTEMPTS = 5;

  private final ChatStore store;
  private final Credits credits;
  private final WriteClock clock;
  private final ReplaceTurns replaceTurns;

  EndTurn(ChatStore store, Credits credits, WriteClock clock) {
    this.store = store;
    this.credits = credits;
    this.clock = clock;
    this.replaceTurns = new ReplaceTurns(store, clock);
  }

  /** Keeps what the character said, pays, and lets the chat go on. */
  void complete(String ownerId, TurnState turn) {
    TurnEnd end = ended(turn);
    keepWords(ownerId, turn);
    credits.settle(ownerId, turn.key().reservation(), end.credits(), outcome(end.status()));
    free(ownerId, turn.key());
  }

  /** Ends a turn that nobody writes any more, and does all that is left to do for it. */
  void abandon(String ownerId, TurnKey key) {
    end(ownerId, key.reservation());
    credits.settle(ownerId, key.reservation(), 0, Outcome.ABANDONED);
  }

  @Override
  public long end(String ownerId, String reservation) {
    Optional<TurnKey> key = TurnKey.of(reservation);
    return key.isEmpty() ? 0 : end(ownerId, key.get());
  }

  private long end(String ownerId, TurnKey key) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<TurnState> turn = store.log().state(key);
      if (turn.filter(found -> !found.isWriting()).isPresent()) {
        takeBack(ownerId, turn.get());
        keepWords(ownerId, turn.get());
        free(ownerId, key);
        return ended(turn.get()).credits();
      }
      if (turn.isEmpty() && !isExpected(ownerId, key)) {
        return 0;
      }
      fail(key, turn.map(TurnState::lastSeq).orElse(0), died());
    }
    throw new Problem(ProblemType.STORE_UNAVAILABLE, "The turn is still being written.");
  }

  /** Whether it is the chat's last turn, and the chat waits for it. */
  private boolean isExpected(String ownerId, TurnKey key) {
    return store
        .chats()
        .chat(ownerId, key.chatId())
        .map(Chat::writing)
        .filter(writing -> writing == key.number())
        .isPresent();
  }

  /** Ends a turn with an {@code error} event, if that was its last event so far. */
  boolean fail(TurnKey key, int after, Problem problem) {
    List<TurnEvent> said = store.log().events(key, 0, after);
    TurnEnd end =
        new TurnEnd(
            TurnStatus.FAILED,
            clock.next(),
            TurnDetail.reply(said),
            0,
            TurnDetail.of("", TurnDetail.citations(said), null));
    String body = TurnDetail.problem(problem, key, UUID.randomUUID().toString());
    return store.log().end(key, after, List.of(new TurnEvent(after + 1, "error", body)), end);
  }

  /** Deletes the turns that this one stands in for, of which its process may have left some. */
  private void takeBack(String ownerId, TurnState turn) {
    @Nullable Integer replaces = turn.replaces();
    if (replaces != null && isExpected(ownerId, turn.key())) {
      replaceTurns.delete(turn.key().chatId(), replaces, turn.key().number());
    }
  }

  private void keepWords(String ownerId, TurnState turn) {
    TurnEnd end = ended(turn);
    if (!end.status().isSaid() || end.reply().isBlank()) {
      return;
    }
    // A chat that is deleted meanwhile is deleted with a later write time.
    store
        .chats()
        .chat(ownerId, turn.key().chatId())
        .filter(chat -> chat.isOpen() && isPartOf(chat, turn))
        .ifPresent(chat -> store.words().say(chat, said(chat, turn.key().number(), end)));
  }

  /** What the character said, to a reader who had read as far as when the message was sent. */
  private Said said(Chat chat, int number, TurnEnd end) {
    @Nullable Integer progress =
        store.words().said(chat.id(), number + 1, 1).stream()
            .filter(said -> said.turnNum() == number && said.speaker() == Speaker.READER)
            .findFirst()
            .map(Said::progress)
            .orElse(chat.progress());
    return new Said(
        number,
        Speaker.CHARACTER,
        end.reply(),
        progress,
        moment(end.endedAtMicros()),
        end.endedAtMicros());
  }

  /** A turn is replaced only after its chat was free. */
  private static boolean isPartOf(Chat chat, TurnState turn) {
    return chat.writing() != null && chat.writing() == turn.key().number();
  }

  private void free(String ownerId, TurnKey key) {
    store.chats().free(ownerId, key.chatId(), key.number(), now());
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static TurnEnd ended(TurnState turn) {
    if (turn.end() == null) {
      throw new IllegalStateException("The turn has not ended");
    }
    return turn.end();
  }

  private static Outcome outcome(TurnStatus status) {
    return switch (status) {
      case DONE -> Outcome.DONE;
      case STOPPED -> Outcome.STOPPED;
      case FAILED -> Outcome.FAILED;
      case WRITING -> throw new IllegalStateException("The turn has not ended");
    };
  }

  private static Problem died() {
    return new Problem(ProblemType.INTERNAL_ERROR, DIED, new AbandonedException());
  }

  /** For the log, in which its place in the code tells nothing. */
  private static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AbandonedException() {
      super("the process that wrote a turn has ended", null, false, false);
    }
  }

  /** The moment of a write time, as rows show it. */
  static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
  }
}
