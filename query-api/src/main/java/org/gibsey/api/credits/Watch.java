package org.gibsey.api.credits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gibsey.api.credits.OpenReservations.OpenRow;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of the open reservations of a bucket stand still. Time is this process's own and
 * monotonic, and only that between two looks counts, of a long pause as much as of two usual ones:
 * when Cassandra was away or this process stood still, those who work on could not tell or not be
 * seen. Not safe for use by several threads.
 */
final class Watch {
  private final long stillForNanos;
  private final long longestGapNanos;
  private Map<ReservationKey, Seen> seen = new HashMap<>();
  private long lookedAtNanos;

  Watch(SweepSettings settings) {
    this.stillForNanos = settings.stillFor().toNanos();
    this.longestGapNanos = settings.interval().multipliedBy(2).toNanos();
  }

  /**
   * A reservation as it was seen.
   *
   * @param beats of its rows, by attempt
   * @param stillNanos how long they have been seen to be the same
   */
  private record Seen(Map<UUID, Long> beats, long stillNanos) {}

  /**
   * Takes note of what is open now.
   *
   * @param nowNanos as of {@link System#nanoTime}
   * @return rows of reservations none of whose beats rose for so long
   */
  Map<ReservationKey, List<OpenRow>> look(List<OpenRow> rows, long nowNanos) {
    long gap = Math.min(nowNanos - lookedAtNanos, longestGapNanos);
    lookedAtNanos = nowNanos;
    Map<ReservationKey, List<OpenRow>> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.computeIfAbsent(row.key(), unused -> new ArrayList<>()).add(row));
    Map<ReservationKey, Seen> now = new HashMap<>();
    Map<ReservationKey, List<OpenRow>> still = new LinkedHashMap<>();
    byKey.forEach(
        (key, all) -> {
          Map<UUID, Long> beats = new HashMap<>();
          all.forEach(row -> beats.put(row.attempt(), row.beat()));
          @Nullable Seen before = seen.get(key);
          long stillNanos =
              before != null && before.beats().equals(beats) ? before.stillNanos() + gap : 0;
          now.put(key, new Seen(beats, stillNanos));
          if (stillNanos >= stillForNanos) {
            still.put(key, all);
          }
        });
    seen = now;
    return still;
  }
}
