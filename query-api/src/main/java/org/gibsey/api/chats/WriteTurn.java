package org.gibsey.api.chats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.http.Problem;
import org.gibsey.api.search.Deadline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one turn, whoever reads it: stores its events as they come, says that it is still going
 * on, and ends it. When the store is away for longer than it is patient the turn is left to the
 * sweeper of reservations, which ends it.
 */
final class WriteTurn implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteTurn.class);

  /** Text that comes within this time is one event, but for the first. */
  private static final Duration GATHER = Duration.ofMillis(50);

  /** How often somebody else is asked whether it should stop. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Order order;
  private final Writers writers;
  private final EventBuffer buffer = new EventBuffer();
  private final Speech speech;
  private final long startedNanos = System.nanoTime();
  private long nextLook = System.nanoTime();
  private long nextBeat = System.nanoTime();
  private int lastSeq;
  private boolean begun;
  private volatile boolean stopped;
  private volatile @Nullable Problem givenUp;

  WriteTurn(Order order, Writers writers, Duration deadline) {
    this.order = order;
    this.writers = writers;
    this.speech = new Speech(writers.voice(), order.conversation(), Deadline.in(deadline), buffer);
  }

  /** Its reader wants no more. */
  void stop() {
    stopped = true;
    speech.interrupt();
  }

  private void giveUp(Problem problem) {
    givenUp = problem;
    speech.interrupt();
  }

  @Override
  public void run() {
    try (Drain.Ticket unused = writers.drain().whenOver(() -> giveUp(Drain.stopping()))) {
      speech.start();
      if (storeAll()) {
        end();
      } else {
        LOG.info("A turn was ended by somebody else");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("A turn cannot be ended now; it is left to be swept", e);
    } finally {
      speech.interrupt();
    }
  }

  /** Returns whether the turn is still this one's to end. */
  private boolean storeAll() throws InterruptedException {
    List<TurnEvent> events = buffer.take(LOOK);
    while (events != null) {
      List<TurnEvent> next = events;
      if (!next.isEmpty()) {
        if (!patiently(() -> writers.store().log().append(order.key(), next))) {
          return false;
        }
        lastSeq = next.getLast().seq();
        boolean text = next.stream().anyMatch(event -> event.name().equals("delta"));
        writers.stored(order.key(), next, startedNanos, text && !begun);
        begun |= text;
      }
      if (!look()) {
        return false;
      }
      if (!next.isEmpty()) {
        buffer.gather(GATHER);
      }
      events = buffer.take(LOOK);
    }
    return true;
  }

  /** Looks whether it was stopped or ended elsewhere, and says that it goes on. */
  private boolean look() {
    long now = System.nanoTime();
    try {
      if (now - nextLook >= 0) {
        nextLook = now + LOOK.toNanos();
        Optional<TurnState> state = writers.store().log().state(order.key());
        if (state.filter(TurnState::isWriting).isEmpty()) {
          return false;
        }
        if (state.get().stop() && !stopped) {
          stop();
        }
      }
      if (now - nextBeat >= 0) {
        nextBeat = now + BEAT.toNanos();
        writers.credits().stillGoing(order.chat().ownerId(), order.key().reservation());
      }
    } catch (Problem e) {
      LOG.debug("Nobody can be told that a turn goes on", e);
    }
    return true;
  }

  private void end() throws InterruptedException {
    TurnEnding ending = new TurnEnding(order, speech, writers, startedNanos);
    TurnEnding.Last last = patiently(() -> last(ending));
    if (!patiently(
        () -> writers.store().log().end(order.key(), lastSeq, last.events(), last.end()))) {
      LOG.info("A turn was ended by somebody else");
      return;
    }
    writers.ended(order, lastSeq + last.events().size(), last.end().status());
    TurnState state =
        new TurnState(
            order.key(),
            last.end().status(),
            lastSeq + last.events().size(),
            stopped,
            null,
            null,
            last.end());
    patiently(
        () -> {
          writers.ending().complete(order.chat().ownerId(), state);
          return true;
        });
    writers.memory().later(order.chat().ownerId(), order.chat().id());
  }

  private TurnEnding.Last last(TurnEnding ending) {
    @Nullable Problem reason = givenUp;
    return switch (speech.ending()) {
      case DONE -> ending.done(lastSeq);
      case CUT -> ending.cut(lastSeq);
      // What an interrupt looks like depends on what it interrupted.
      case FAILED -> {
        if (reason != null) {
          yield ending.failed(lastSeq, reason);
        }
        yield stopped ? ending.stopped(lastSeq) : ending.failed(lastSeq, speech.problem());
      }
    };
  }

  /** Tries for a while; whatever is tried may be done twice. */
  private static <T> T patiently(Supplier<T> step) throws InterruptedException {
    Deadline until = Deadline.in(PATIENCE);
    while (true) {
      try {
        return step.get();
      } catch (Problem e) {
        if (until.remaining().isZero()) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}
