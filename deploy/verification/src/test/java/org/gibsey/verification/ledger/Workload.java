package org.gibsey.verification.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.gibsey.api.credits.Account;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.Credits.Earning;
import org.gibsey.api.credits.Credits.Outcome;
import org.gibsey.api.credits.Entry;
import org.gibsey.verification.ledger.Call.Result;
import org.gibsey.verification.ledger.Call.Verb;

/**
 * What one thread does: anything, to any owner, under ids that other threads and processes use at
 * the same time.
 */
final class Workload {
  static final int OWNERS = 24;

  /** As long as two processes use the same ids. */
  private static final long SLOT_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int IDS = 3;
  private static final int MOST_RESERVED = 400;
  private static final int MOST_GRANTED = 60;
  private static final long BEAT_NANOS = Duration.ofMillis(50).toNanos();

  /** Number of each owner's newest entry that this process was told of. */
  private static final Map<String, Long> TOLD = new ConcurrentHashMap<>();

  private final Credits credits;
  private final Journal journal;
  private final Random random;
  private final String prefix;

  Workload(Credits credits, Journal journal, Random random, String prefix) {
    this.credits = credits;
    this.journal = journal;
    this.random = random;
    this.prefix = prefix;
  }

  /** What is due for a reservation whose process died. */
  static long due(String reservation) {
    return Math.floorMod(reservation.hashCode(), 70);
  }

  void step() {
    // A few owners are asked much more often than the others.
    String owner = prefix + (int) (OWNERS * Math.pow(random.nextDouble(), 2));
    int dice = random.nextInt(100);
    if (dice < 38) {
      talk(owner, id());
    } else if (dice < 52) {
      earn(owner, Earning.ASKING, id());
    } else if (dice < 62) {
      earn(owner, Earning.SAVING, id());
    } else if (dice < 68) {
      grant(owner, id());
    } else if (dice < 70) {
      settle(owner, id());
    } else if (dice < 80) {
      account(owner);
    } else if (dice < 88) {
      page(owner);
    } else {
      atTheSameTime(owner, id());
    }
  }

  private String id() {
    // Of a clock that all processes of a machine share.
    return (System.nanoTime() / SLOT_NANOS) + "-" + random.nextInt(IDS);
  }

  /** Reserves, works for a while, and settles; or leaves it to a sweeper. */
  private void talk(String owner, String id) {
    if (reserve(owner, id, 1 + random.nextInt(MOST_RESERVED)) != Result.OK) {
      return;
    }
    for (int beats = random.nextInt(6); beats > 0; beats--) {
      credits.stillGoing(owner, id);
      LockSupport.parkNanos(BEAT_NANOS);
    }
    if (random.nextInt(20) > 0) {
      settle(owner, id);
    }
  }

  private Result reserve(String owner, String id, long amount) {
    return journal.note(
        Verb.RESERVE,
        owner,
        id,
        amount,
        () -> told(owner, () -> check(credits.reserve(owner, id, amount, "talk")).entries()));
  }

  private void settle(String owner, String id) {
    long amount = random.nextInt(MOST_RESERVED);
    Outcome outcome = List.of(Outcome.DONE, Outcome.STOPPED, Outcome.FAILED).get(random.nextInt(3));
    journal.note(Verb.SETTLE, owner, id, amount, () -> credits.settle(owner, id, amount, outcome));
  }

  private void earn(String owner, Earning earning, String id) {
    journal.note(
        Verb.valueOf(earning.name()), owner, id, 0, () -> credits.earn(owner, earning, id));
  }

  private void grant(String owner, String id) {
    long amount = 1L + random.nextInt(MOST_GRANTED);
    journal.note(
        Verb.GRANT,
        owner,
        id,
        amount,
        () -> told(owner, () -> credits.grant(owner, id, amount, "gift").entry(), false));
  }

  private void account(String owner) {
    journal.note(
        Verb.ACCOUNT,
        owner,
        "",
        0,
        () -> told(owner, () -> check(credits.account(owner)).entries()));
  }

  private void page(String owner) {
    journal.note(
        Verb.PAGE,
        owner,
        "",
        0,
        () -> told(owner, () -> newest(credits.entries(owner, Long.MAX_VALUE, 50))));
  }

  /** The same call by several threads. */
  private void atTheSameTime(String owner, String id) {
    List<Runnable> calls =
        List.of(
            () -> reserve(owner, id, 1 + (id.hashCode() & 63)),
            () -> settle(owner, id),
            () -> earn(owner, Earning.SAVING, id),
            () -> grant(owner, id));
    Runnable call = calls.get(random.nextInt(calls.size()));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      threads.add(Thread.ofVirtual().start(call));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this", e);
      }
    }
  }

  private static long told(String owner, LongSupplier newest) {
    return told(owner, newest, true);
  }

  /** Whoever was told of an entry is never told later that there are fewer. */
  private static long told(String owner, LongSupplier newest, boolean compare) {
    long before = TOLD.getOrDefault(owner, 0L);
    long now = newest.getAsLong();
    if (compare && now < before) {
      throw new AssertionError("entry " + before + " was there, and now the newest is " + now);
    }
    TOLD.merge(owner, now, Math::max);
    return now;
  }

  private static Account check(Account account) {
    if (account.balance() < 0 || account.reserved() < 0) {
      throw new AssertionError(account);
    }
    return account;
  }

  private static long newest(List<Entry> page) {
    for (int i = 0; i + 1 < page.size(); i++) {
      Entry newer = page.get(i);
      Entry older = page.get(i + 1);
      if (newer.entry() != older.entry() + 1
          || newer.balanceAfter() != older.balanceAfter() + newer.amount()) {
        throw new AssertionError(newer + " after " + older);
      }
    }
    return page.isEmpty() ? 0 : page.get(0).entry();
  }
}
