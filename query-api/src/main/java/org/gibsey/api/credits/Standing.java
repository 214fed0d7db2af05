package org.gibsey.api.credits;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an owner's ledger stands, as one operation sees it.
 *
 * @param lastEntry number of the newest entry, 0 when there is no account yet
 * @param balance the sum of all entries, from 0
 * @param reserved what open reservations set aside, from 0
 * @param earnedOn the day (UTC) that {@code earned} is of, or null when nothing was earned yet
 * @param earned times that each kind of earning gave credits on that day
 * @param mark that of the operation, or null when it was not carried out
 */
record Standing(
    long lastEntry,
    long balance,
    long reserved,
    @Nullable LocalDate earnedOn,
    Map<String, Integer> earned,
    @Nullable Mark mark) {
  /** Most credits that an owner can have, so that no sum overflows and JSON numbers stay exact. */
  static final long MOST = 1_000_000_000_000_000L;

  /** Before an owner has an account. */
  static final Standing NONE = new Standing(0, 0, 0, null, Map.of(), null);

  /** Whether there is an account. */
  boolean opened() {
    return lastEntry > 0;
  }

  Account account(String ownerId) {
    return new Account(ownerId, balance, reserved, lastEntry);
  }

  /** Whether so much more can be added. */
  boolean hasRoomFor(long credits) {
    return credits <= MOST - balance - reserved;
  }

  /** After an entry. */
  Standing moved(long amount, long setAside) {
    return new Standing(
        lastEntry + 1, balance + amount, reserved + setAside, earnedOn, earned, mark);
  }

  /**
   * The day to count an earning on: the clock's, but never one before the day that was counted on
   * already, so that of two processes one with a slow clock doesn't begin the day anew.
   */
  LocalDate countingOn(LocalDate today) {
    return earnedOn != null && earnedOn.isAfter(today) ? earnedOn : today;
  }

  /** Times that something earned on a day, {@link #countingOn} some clock's. */
  int times(Credits.Earning earning, LocalDate day) {
    return day.equals(earnedOn) ? earned.getOrDefault(earning.name(), 0) : 0;
  }

  /** With one time more. */
  Standing counted(Credits.Earning earning, LocalDate day) {
    Map<String, Integer> counts = new HashMap<>(day.equals(earnedOn) ? earned : Map.of());
    counts.merge(earning.name(), 1, Integer::sum);
    return new Standing(lastEntry, balance, reserved, day, Map.copyOf(counts), mark);
  }
}
