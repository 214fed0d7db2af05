package org.gibsey.api.credits;

import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code gibsey.open_reservations}: what a sweeper has to look after.
 *
 * <p>Each attempt to reserve has a row of its own, which is there before the ledger changes and is
 * deleted when the ledger certainly has nothing open for it. Nobody but the attempt's process
 * writes the row, and its beat is also its write time, so that what is written later counts without
 * any clock. A row too many costs a sweeper one settlement that changes nothing.
 */
final class OpenReservations {
  static final int BUCKETS = 16;
  private static final Logger LOG = LoggerFactory.getLogger(OpenReservations.class);
  private static final int MOST_REMEMBERED = 100_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final String WRITE =
      "INSERT INTO gibsey.open_reservations (bucket, owner_id, reservation, attempt, beat) VALUES"
          + " (?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String DELETE =
      "DELETE FROM gibsey.open_reservations USING TIMESTAMP ? WHERE bucket = ? AND owner_id = ? AND"
          + " reservation = ? AND attempt = ?";
  private static final String SELECT =
      "SELECT owner_id, reservation, attempt, beat FROM gibsey.open_reservations WHERE bucket = ?"
          + " LIMIT ?";

  private final Patience patience;
  private final Statement write;
  private final Statement delete;
  private final Statement select;
  private final long pauseNanos;

  /** Rises with every write of this process, so that of two writes of a row the later lasts. */
  private final AtomicLong beats = new AtomicLong();

  private final Cache<ReservationKey, Held> held =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterAccess(REMEMBERED).build();

  /**
   * The table behind a connection.
   *
   * @param pause shortest time between two beats of a reservation
   */
  OpenReservations(CassandraConnection connection, Duration deadline, Duration pause) {
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.write = Statement.ofQuorum(connection, WRITE);
    this.delete = Statement.ofQuorum(connection, DELETE);
    this.select = Statement.ofQuorum(connection, SELECT);
    this.pauseNanos = pause.toNanos();
  }

  /**
   * A row of the table.
   *
   * @param beat from 1, higher each time that its process says that it goes on
   */
  record OpenRow(ReservationKey key, UUID attempt, long beat) {}

  /**
   * What this process wrote of a reservation.
   *
   * @param attempts of its rows, at least one
   * @param beatAtNanos when one of them rose last
   */
  private record Held(List<UUID> attempts, AtomicLong beatAtNanos) {
    static Held of(List<UUID> attempts) {
      return new Held(attempts, new AtomicLong(System.nanoTime()));
    }

    Held and(Held other) {
      return of(Stream.concat(attempts.stream(), other.attempts.stream()).toList());
    }

    /** Without an attempt, or null when there is no other. */
    @Nullable Held without(UUID attempt) {
      List<UUID> others = attempts.stream().filter(other -> !other.equals(attempt)).toList();
      return others.isEmpty() ? null : new Held(others, beatAtNanos);
    }
  }

  /**
   * Writes the row of an attempt that is about to be made.
   *
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when it may not be there
   */
  void announce(ReservationKey key, UUID attempt) {
    patience.read(() -> write(key, attempt), "The ledger cannot be changed right now; try again.");
    held.asMap().merge(key, Held.of(List.of(attempt)), Held::and);
  }

  /** Deletes the row of an attempt of this process that made nothing. */
  void withdraw(ReservationKey key, UUID attempt) {
    held.asMap().computeIfPresent(key, (same, known) -> known.without(attempt));
    deleteForGood(key, attempt);
  }

  /** Deletes this process's rows of a reservation that is settled. */
  void settled(ReservationKey key) {
    @Nullable Held known = held.asMap().remove(key);
    if (known != null) {
      known.attempts().forEach(attempt -> deleteForGood(key, attempt));
    }
  }

  /** Lets the beat rise, unless it just rose. Doesn't wait. */
  void beat(ReservationKey key) {
    Held known = held.asMap().computeIfAbsent(key, unused -> Held.of(List.of(UUID.randomUUID())));
    long before = known.beatAtNanos().get();
    long now = System.nanoTime();
    if (now - before >= pauseNanos && known.beatAtNanos().compareAndSet(before, now)) {
      quietly(() -> write(key, known.attempts().get(0)));
    }
  }

  /** Up to so many rows of a bucket, all of them when there are fewer. */
  List<OpenRow> rows(int bucket, int limit) {
    return patience.read(
        () -> select.all(OpenReservations::row, bucket, limit),
        "Open reservations cannot be read right now; try again.");
  }

  /** Deletes a row as it was seen, and not one that rose since. Doesn't wait. */
  void delete(OpenRow row) {
    quietly(
        () ->
            delete.execute(
                row.beat(),
                bucket(row.key()),
                row.key().ownerId(),
                row.key().reservation(),
                row.attempt()));
  }

  private static int bucket(ReservationKey key) {
    return Math.floorMod(key.ownerId().hashCode(), BUCKETS);
  }

  /** Also covers beats that are still on their way. */
  private void deleteForGood(ReservationKey key, UUID attempt) {
    delete(new OpenRow(key, attempt, Long.MAX_VALUE - 1));
  }

  private CompletionStage<?> write(ReservationKey key, UUID attempt) {
    long beat = beats.incrementAndGet();
    return write.execute(bucket(key), key.ownerId(), key.reservation(), attempt, beat, beat);
  }

  private static OpenRow row(Row row) {
    return new OpenRow(
        new ReservationKey(
            Objects.requireNonNull(row.getString("owner_id")),
            Objects.requireNonNull(row.getString("reservation"))),
        Objects.requireNonNull(row.getUuid("attempt")),
        row.getLong("beat"));
  }

  /** What fails is left to the next beat, or to a sweeper. */
  private static void quietly(Supplier<CompletionStage<?>> statement) {
    try {
      statement.get().whenComplete(OpenReservations::tell);
    } catch (RuntimeException e) {
      tell(null, e);
    }
  }

  private static void tell(@Nullable Object done, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.debug("A row of an open reservation was not written", failure);
    }
  }
}
