package org.gibsey.api.credits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
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
  private final Cache<Key, Held> held =
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

  /** A reservation. */
  record Key(String ownerId, String reservation) {
    int bucket() {
      return Math.floorMod(ownerId.hashCode(), BUCKETS);
    }
  }

  /**
   * A row of the table.
   *
   * @param beat from 1, higher each time that its process says that it goes on
   */
  record OpenRow(Key key, UUID attempt, long beat) {}

  /** What this process wrote of a reservation. */
  private static final class Held {
    private final List<UUID> attempts;
    private long beat = 1;
    private long beatAtNanos = System.nanoTime();

    Held(List<UUID> attempts) {
      this.attempts = attempts;
    }
  }

  /**
   * Writes the row of an attempt that is about to be made.
   *
   * @throws Problem of the type {@code STORE_UNAVAILABLE} when it may not be there
   */
  void announce(Key key, UUID attempt) {
    patience.read(
        () -> write(key, attempt, 1), "The ledger cannot be changed right now; try again.");
    held.asMap()
        .merge(
            key,
            new Held(List.of(attempt)),
            (before, now) ->
                new Held(
                    java.util.stream.Stream.concat(before.attempts.stream(), now.attempts.stream())
                        .toList()));
  }

  /** Deletes the row of an attempt of this process that made nothing. */
  void withdraw(Key key, UUID attempt) {
    held.asMap()
        .computeIfPresent(
            key,
            (same, before) -> {
              List<UUID> others =
                  before.attempts.stream().filter(other -> !other.equals(attempt)).toList();
              return others.isEmpty() ? null : new Held(others);
            });
    delete(new OpenRow(key, attempt, Long.MAX_VALUE - 1));
  }

  /** Deletes this process's rows of a reservation that is settled. */
  void settled(Key key) {
    @Nullable Held known = held.asMap().remove(key);
    if (known != null) {
      known.attempts.forEach(attempt -> delete(new OpenRow(key, attempt, Long.MAX_VALUE - 1)));
    }
  }

  /** Lets the beat rise, unless it just rose. Doesn't wait. */
  void beat(Key key) {
    Held known = held.asMap().computeIfAbsent(key, unused -> new Held(List.of(UUID.randomUUID())));
    long beat;
    synchronized (known) {
      long now = System.nanoTime();
      if (now - known.beatAtNanos < pauseNanos) {
        return;
      }
      known.beatAtNanos = now;
      beat = ++known.beat;
    }
    quietly(() -> write(key, known.attempts.get(0), beat));
  }

  /** Up to so many rows of a bucket, all of them when there are fewer. */
  List<OpenRow> rows(int bucket, int limit) {
    return patience.read(
        () ->
            select.all(
                row ->
                    new OpenRow(
                        new Key(
                            java.util.Objects.requireNonNull(row.getString("owner_id")),
                            java.util.Objects.requireNonNull(row.getString("reservation"))),
                        java.util.Objects.requireNonNull(row.getUuid("attempt")),
                        row.getLong("beat")),
                bucket,
                limit),
        "Open reservations cannot be read right now; try again.");
  }

  /** Deletes a row as it was seen, and not one that rose since. Doesn't wait. */
  void delete(OpenRow row) {
    quietly(
        () ->
            delete.execute(
                row.beat(),
                row.key().bucket(),
                row.key().ownerId(),
                row.key().reservation(),
                row.attempt()));
  }

  private CompletionStage<?> write(Key key, UUID attempt, long beat) {
    return write.execute(key.bucket(), key.ownerId(), key.reservation(), attempt, beat, beat);
  }

  /** What fails is left to the next beat, or to a sweeper. */
  private static void quietly(java.util.function.Supplier<CompletionStage<?>> statement) {
    try {
      statement
          .get()
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.debug("A row of an open reservation was not written", failure);
                }
              });
    } catch (RuntimeException e) {
      LOG.debug("A row of an open reservation was not written", e);
    }
  }
}
