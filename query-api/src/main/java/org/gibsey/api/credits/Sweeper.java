package org.gibsey.api.credits;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gibsey.api.credits.Credits.Outcome;
import org.gibsey.api.credits.OpenReservations.OpenRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles reservations that nobody works for any more, because a process died. Any number of
 * sweepers may run in any number of processes: the first settlement counts. What fails, because
 * Cassandra is away for example, is done again at the next look.
 */
public final class Sweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /** Open reservations that are watched in each bucket; those behind them come when these go. */
  private static final int MOST_WATCHED = 1_000;

  /** Settled in one look, so that one look ends. */
  private static final int MOST_AT_ONCE = 200;

  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Credits credits;
  private final OpenReservations open;
  private final Abandoned abandoned;
  private final List<Watch> watches;
  private final ScheduledExecutorService thread;
  private int next;

  private Sweeper(
      Credits credits, OpenReservations open, Abandoned abandoned, SweepSettings settings) {
    this.credits = credits;
    this.open = open;
    this.abandoned = abandoned;
    this.watches =
        IntStream.range(0, OpenReservations.BUCKETS).mapToObj(i -> new Watch(settings)).toList();
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweep-reservations").factory());
  }

  /**
   * Sweeps until it is closed.
   *
   * @param abandoned ends what an abandoned reservation was for
   */
  public static Sweeper start(
      CassandraCredits credits, Abandoned abandoned, SweepSettings settings) {
    Sweeper sweeper = new Sweeper(credits, credits.open(), abandoned, settings);
    long nanos = settings.interval().toNanos();
    var unused =
        sweeper.thread.scheduleWithFixedDelay(sweeper::look, nanos, nanos, TimeUnit.NANOSECONDS);
    return sweeper;
  }

  /** Waits for what it is at, for a while. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("A sweeper does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    int left = MOST_AT_ONCE;
    // Begins with another bucket each time, so that many abandoned in one don't hold up the others.
    int first = next++;
    for (int i = 0; i < watches.size() && !Thread.currentThread().isInterrupted(); i++) {
      int bucket = Math.floorMod(first + i, watches.size());
      try {
        List<OpenRow> rows = whole(open.rows(bucket, MOST_WATCHED));
        Map<ReservationKey, List<OpenRow>> still =
            watches.get(bucket).look(rows, System.nanoTime());
        left -= settle(still, left);
      } catch (RuntimeException e) {
        LOG.debug("Open reservations cannot be looked after right now", e);
      }
    }
  }

  /** Without the last reservation when some of its rows may not have been read. */
  private static List<OpenRow> whole(List<OpenRow> rows) {
    if (rows.size() < MOST_WATCHED) {
      return rows;
    }
    ReservationKey last = rows.get(rows.size() - 1).key();
    return rows.stream().filter(row -> !row.key().equals(last)).toList();
  }

  private int settle(Map<ReservationKey, List<OpenRow>> still, int most) {
    int settled = 0;
    for (Map.Entry<ReservationKey, List<OpenRow>> each : still.entrySet()) {
      if (settled >= most || Thread.currentThread().isInterrupted()) {
        break;
      }
      settled++;
      settle(each.getKey(), each.getValue());
    }
    return settled;
  }

  private void settle(ReservationKey key, List<OpenRow> rows) {
    try {
      long due = abandoned.end(key.ownerId(), key.reservation());
      long taken = credits.settle(key.ownerId(), key.reservation(), due, Outcome.ABANDONED);
      rows.forEach(open::delete);
      LOG.info("Settled the abandoned reservation {} for {} credits", key.reservation(), taken);
    } catch (RuntimeException e) {
      LOG.warn("The reservation {} cannot be settled yet: {}", key.reservation(), e.toString());
    }
  }
}
