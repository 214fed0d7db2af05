package org.gibsey.api.chats;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.gibsey.api.http.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who read a turn when there is more of it: at once when this process writes it, and
 * otherwise soon, by one thread for each turn that is read, however many read it. Safe for use by
 * many threads.
 */
final class Watches {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  /** How often the store is asked about a turn that another process writes. */
  private static final Duration ELSEWHERE = Duration.ofMillis(150);

  /** And about one that this process writes, in case that it no longer does. */
  private static final Duration HERE = Duration.ofSeconds(1);

  private final TurnLog log;
  private final Predicate<TurnKey> writtenHere;
  private final Map<TurnKey, Watched> watched = new ConcurrentHashMap<>();

  private static final class Watched {
    final Watch watch = new Watch();
    int readers = 1;
    @Nullable Thread poller;
  }

  /** Somebody who reads a turn; closing it ends that. */
  final class Reader implements AutoCloseable {
    private final TurnKey key;
    final Watch watch;

    private Reader(TurnKey key, Watch watch) {
      this.key = key;
      this.watch = watch;
    }

    @Override
    public void close() {
      leave(key);
    }
  }

  Watches(TurnLog log, Predicate<TurnKey> writtenHere) {
    this.log = log;
    this.writtenHere = writtenHere;
  }

  /** Begins to read a turn. */
  Reader read(TurnKey key) {
    Watched one =
        watched.compute(
            key,
            (same, known) -> {
              if (known != null) {
                known.readers++;
                return known;
              }
              Watched fresh = new Watched();
              fresh.poller =
                  Thread.ofVirtual().name("watch-turn").start(() -> poll(key, fresh.watch));
              return fresh;
            });
    return new Reader(key, one.watch);
  }

  /** A turn has so many events now, as its writer knows. */
  void tell(TurnKey key, int lastSeq, boolean over) {
    @Nullable Watched one = watched.get(key);
    if (one != null) {
      one.watch.tell(lastSeq, over);
    }
  }

  private void leave(TurnKey key) {
    watched.computeIfPresent(
        key,
        (same, one) -> {
          one.readers--;
          if (one.readers > 0) {
            return one;
          }
          if (one.poller != null) {
            one.poller.interrupt();
          }
          return null;
        });
  }

  private void poll(TurnKey key, Watch watch) {
    try {
      while (!Thread.currentThread().isInterrupted() && !isOver(key, watch)) {
        Thread.sleep(writtenHere.test(key) ? HERE : ELSEWHERE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver(TurnKey key, Watch watch) {
    try {
      Optional<TurnState> state = log.state(key);
      boolean over = state.filter(TurnState::isWriting).isEmpty();
      watch.tell(state.map(TurnState::lastSeq).orElse(0), over);
      return over;
    } catch (Problem e) {
      LOG.debug("A turn cannot be looked at", e);
      return false;
    }
  }
}
