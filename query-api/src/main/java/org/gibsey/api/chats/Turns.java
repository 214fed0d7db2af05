package org.gibsey.api.chats;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** The turns that this process writes: so many at once. Safe for use by many threads. */
final class Turns {
  private final int most;
  private final Semaphore places;
  private final Drain drain;
  private final Map<TurnKey, WriteTurn> written = new ConcurrentHashMap<>();

  Turns(int most, Drain drain) {
    this.most = most;
    this.places = new Semaphore(most);
    this.drain = drain;
  }

  /** Room for a turn; this process waits for it when it stops. */
  final class Place implements AutoCloseable {
    private final AtomicBoolean taken = new AtomicBoolean(true);
    private boolean handedOver;

    /** Writes a turn, which then has the place. */
    void write(Order order, Writers writers, Duration deadline) {
      WriteTurn turn = new WriteTurn(order, writers, deadline);
      written.put(order.key(), turn);
      handedOver = true;
      Thread.ofVirtual()
          .name("write-turn")
          .start(
              () -> {
                try {
                  turn.run();
                } finally {
                  written.remove(order.key());
                  leave();
                }
              });
    }

    /** Gives it back, unless a turn has it. */
    @Override
    public void close() {
      if (!handedOver) {
        leave();
      }
    }

    private void leave() {
      if (taken.getAndSet(false)) {
        places.release();
        drain.leave();
      }
    }
  }

  /**
   * Room for a turn.
   *
   * @throws Problem when too many turns are written already, or this process is being stopped
   */
  Place take() {
    if (!places.tryAcquire()) {
      throw new Problem(
          ProblemType.OVERLOADED,
          "%d turns are being written here, as many as may be; try again.".formatted(most));
    }
    if (!drain.enter()) {
      places.release();
      throw Drain.stopping();
    }
    return new Place();
  }

  /** Turns that are written now. */
  int open() {
    return most - places.availablePermits();
  }

  boolean writes(TurnKey key) {
    return written.containsKey(key);
  }

  /** Stops a turn, if it is written here. */
  void stop(TurnKey key) {
    @Nullable WriteTurn turn = written.get(key);
    if (turn != null) {
      turn.stop();
    }
  }
}
