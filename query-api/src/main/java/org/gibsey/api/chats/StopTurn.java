package org.gibsey.api.chats;

import java.time.Duration;
import java.util.Optional;
import org.gibsey.api.search.Deadline;

/** Stops turns, whichever process writes them. Safe for use by many threads. */
final class StopTurn {
  /** Within this time a process that is alive has stopped. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Writers writers;
  private final Turns turns;

  StopTurn(Writers writers, Turns turns) {
    this.writers = writers;
    this.turns = turns;
  }

  /**
   * Stops a turn, unless it has ended.
   *
   * @return how it is then; one that is still being written will stop, or its process has died
   */
  TurnState stop(TurnState seen) {
    if (!seen.isWriting()) {
      return seen;
    }
    TurnKey key = seen.key();
    // First for all, so that a stop is not lost when this process is not the one.
    writers.store().log().stop(key);
    turns.stop(key);
    try (Watches.Reader reader = writers.watches().read(key)) {
      Deadline until = Deadline.in(PATIENCE);
      Watch.Progress progress = reader.watch.await(Integer.MAX_VALUE, until.remaining());
      while (!progress.over() && !until.remaining().isZero()) {
        progress = reader.watch.await(Integer.MAX_VALUE, until.remaining());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return writers.store().log().state(key).orElse(seen);
  }

  /** Stops a chat's turn, and does what is left to do for it if it has ended. */
  void andComplete(Chat chat, TurnKey key) {
    Optional<TurnState> turn = writers.store().log().state(key).map(this::stop);
    turn.filter(found -> !found.isWriting())
        .ifPresent(ended -> writers.ending().complete(chat.ownerId(), ended));
  }
}
