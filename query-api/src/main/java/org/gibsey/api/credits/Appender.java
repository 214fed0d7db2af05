package org.gibsey.api.credits;

import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Carries an operation out: reads how the ledger stands, decides, appends under the condition that
 * it still stands like that, and begins again when it doesn't.
 *
 * <p>An append whose outcome nobody knows can only have happened to the standing that it was made
 * from. So the ledger is read again, serially: when the mark is there, it happened; when another
 * entry is, it never will; when neither is, appending under the same condition is safe, since of
 * two such appends the database carries out one.
 */
final class Appender {
  /** Longest pause between two tries, for which those that were in the way should be done. */
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(2).toNanos();
  private static final String UNREADABLE = "The ledger cannot be read right now; try again.";
  private static final int DEADLINES = 4;

  private final Patience patience;
  private final SelectStanding selectNear;
  private final SelectStanding selectSerial;
  private final AppendEntry append;
  private final Lanes lanes = new Lanes();
  private final BiFunction<String, UUID, Change> opening;
  private final LedgerCounts counts;

  /**
   * A writer of ledgers.
   *
   * @param deadline for each statement; an operation may take four times as long
   * @param opening the first entry of an owner, by an attempt
   */
  Appender(
      CassandraConnection connection,
      Duration deadline,
      BiFunction<String, UUID, Change> opening,
      LedgerCounts counts) {
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.selectNear = SelectStanding.ofQuorum(connection);
    this.selectSerial = SelectStanding.ofSerial(connection);
    this.append = new AppendEntry(connection);
    this.opening = opening;
    this.counts = counts;
  }

  /** How a ledger stands, with all that was acknowledged. */
  Standing standing(String ownerId, String key) {
    return patience.read(() -> selectSerial.execute(ownerId, key), UNREADABLE);
  }

  /**
   * Carries an operation out, after an account was opened for an owner who has none.
   *
   * @param key of {@link Operation}
   * @param attempt identifies this call
   * @throws Problem what the plan's maker throws; {@code STORE_UNAVAILABLE} when nothing was or
   *     will be appended, {@code WRITE_UNKNOWN} when nobody knows
   */
  <T> T carryOut(String ownerId, String key, UUID attempt, Plan.Maker<T> maker) {
    long end = System.nanoTime() + patience.deadline().multipliedBy(DEADLINES).toNanos();
    return lanes.inTurn(
        ownerId, patience.deadline(), () -> new Run<>(ownerId, key, attempt, maker, end).run());
  }

  private enum Outcome {
    APPLIED,
    REFUSED,
    NOT_SENT,
    UNKNOWN
  }

  /** One operation, in one thread. */
  private final class Run<T> {
    private final String ownerId;
    private final String key;
    private final UUID attempt;
    private final Plan.Maker<T> maker;
    private final long end;
    private int tries;

    /** Number of the entry that an append of unknown outcome may have made, or 0. */
    private long pending;

    private @Nullable Problem reason;

    Run(String ownerId, String key, UUID attempt, Plan.Maker<T> maker, long end) {
      this.ownerId = ownerId;
      this.key = key;
      this.attempt = attempt;
      this.maker = maker;
      this.end = end;
    }

    T run() {
      while (true) {
        @Nullable Standing standing = read();
        if (standing != null && !standing.opened()) {
          if (append(opening.apply(ownerId, attempt))) {
            continue;
          }
        } else if (standing != null) {
          Plan<T> plan = maker.of(standing, isMine(standing));
          if (plan instanceof Plan.Answer<T> done) {
            return done.answer();
          }
          Plan.Append<T> next = (Plan.Append<T>) plan;
          if (append(next.change())) {
            return next.answer().get();
          }
        }
        pauseOrGiveUp();
      }
    }

    private boolean isMine(Standing standing) {
      @Nullable Mark mark = standing.mark();
      return mark != null && mark.attempt().equals(attempt);
    }

    /** How it stands, or null when that can't be read just now but may be soon. */
    private @Nullable Standing read() {
      SelectStanding select = pending == 0 ? selectNear : selectSerial;
      try {
        Standing standing = patience.read(() -> select.execute(ownerId, key), UNREADABLE);
        if (pending != 0 && standing.lastEntry() >= pending) {
          counts.unknownResolved();
          pending = 0;
        }
        return standing;
      } catch (Problem e) {
        if (pending == 0) {
          throw e;
        }
        return null;
      }
    }

    private boolean append(Change change) {
      switch (send(change)) {
        case APPLIED -> {
          counts.entry(change.kind());
          if (pending != 0) {
            counts.unknownResolved();
            pending = 0;
          }
          return true;
        }
        case REFUSED -> counts.conflict();
        case NOT_SENT -> {
          if (pending == 0) {
            throw Objects.requireNonNull(reason);
          }
        }
        case UNKNOWN -> {
          counts.unknown();
          pending = change.after().lastEntry();
        }
      }
      return false;
    }

    private Outcome send(Change change) {
      AtomicReference<@Nullable Boolean> applied = new AtomicReference<>();
      try {
        patience.write(() -> append.execute(change).thenAccept(applied::set), "as it was sent");
        return Boolean.TRUE.equals(applied.get()) ? Outcome.APPLIED : Outcome.REFUSED;
      } catch (Problem e) {
        reason = e;
        // Replicas may also go away after they accepted it.
        return e.type() == ProblemType.WRITE_UNKNOWN || hasBecomeUnavailable(e)
            ? Outcome.UNKNOWN
            : Outcome.NOT_SENT;
      }
    }

    private void pauseOrGiveUp() {
      long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(tries++, 10));
      long jittered = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
      if (System.nanoTime() + jittered - end > 0 || Thread.currentThread().isInterrupted()) {
        throw givenUp();
      }
      LockSupport.parkNanos(jittered);
    }

    private Problem givenUp() {
      counts.givenUp();
      Throwable cause = reason == null ? new IllegalStateException(tries + " tries") : reason;
      return pending == 0
          ? new Problem(
              ProblemType.STORE_UNAVAILABLE,
              "Others change the same ledger all the time; nothing was changed. Try again.",
              cause)
          : new Problem(
              ProblemType.WRITE_UNKNOWN,
              "The ledger may hold it or not. Repeat the same operation, which is safe.",
              cause);
    }
  }

  private static boolean hasBecomeUnavailable(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnavailableException) {
        return true;
      }
    }
    return false;
  }
}
