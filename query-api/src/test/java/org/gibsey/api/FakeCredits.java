package org.gibsey.api;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gibsey.api.credits.Account;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.EarningRule;
import org.gibsey.api.credits.Entry;
import org.gibsey.api.credits.Shortage;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** A ledger in this process, which a test can switch off. */
public final class FakeCredits implements Credits {
  /** How often somebody told that something goes on. */
  public final AtomicInteger beats = new AtomicInteger();

  private final CreditSettings settings;
  private final Clock clock;
  private final Map<String, Book> books = new TreeMap<>();
  private volatile boolean away;

  public FakeCredits(CreditSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** What credits are given for here. */
  public CreditSettings settings() {
    return settings;
  }

  public void goAway() {
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  @Override
  public synchronized Account account(String ownerId) {
    return book(ownerId).account(ownerId);
  }

  @Override
  public synchronized Account reserve(
      String ownerId, String reservation, long credits, String purpose) {
    Book book = book(ownerId);
    @Nullable Reserved known = book.reservations.get(requireId(reservation));
    if (known != null) {
      if (known.taken != null) {
        throw new Problem(ProblemType.STORE_UNAVAILABLE, "It has ended; begin it anew.");
      }
      return book.account(ownerId);
    }
    if (book.balance < credits) {
      throw Shortage.of(book.balance, credits);
    }
    book.reservations.put(reservation, new Reserved(credits, null));
    book.reserved += credits;
    book.add(Entry.Kind.RESERVE, -credits, reservation, purpose);
    return book.account(ownerId);
  }

  @Override
  public synchronized long settle(
      String ownerId, String reservation, long credits, Outcome outcome) {
    Book book = book(ownerId);
    Reserved known = book.reservations.getOrDefault(requireId(reservation), new Reserved(0, null));
    if (known.taken != null) {
      return known.taken;
    }
    long taken = Math.min(credits, known.credits);
    book.reservations.put(reservation, new Reserved(known.credits, taken));
    book.reserved -= known.credits;
    book.add(
        Entry.Kind.SETTLE,
        known.credits - taken,
        reservation,
        outcome.name().toLowerCase(Locale.ROOT));
    return taken;
  }

  @Override
  public void stillGoing(String ownerId, String reservation) {
    beats.incrementAndGet();
  }

  @Override
  public synchronized long earn(String ownerId, Earning earning, String operation) {
    EarningRule rule = settings.rule(earning);
    Book book = book(ownerId);
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    String counted = earning + "/" + day;
    int times = book.times.getOrDefault(counted, 0);
    if (!rule.earns()
        || times >= rule.mostADay()
        || book.made.containsKey(earning + "/" + requireId(operation))) {
      return 0;
    }
    book.times.put(counted, times + 1);
    book.made.put(
        earning + "/" + operation,
        book.add(Entry.Kind.valueOf(earning.name()), rule.credits(), operation, ""));
    return rule.credits();
  }

  @Override
  public synchronized Entry grant(String ownerId, String operation, long credits, String reason) {
    if (credits < 1 || credits > 1_000_000) {
      throw new IllegalArgumentException(credits + " credits");
    }
    Book book = book(ownerId);
    return book.made.computeIfAbsent(
        "grant/" + requireId(operation),
        unused -> book.add(Entry.Kind.GRANT, credits, operation, reason));
  }

  @Override
  public synchronized List<Entry> entries(String ownerId, long before, int limit) {
    requireThere();
    @Nullable Book book = books.get(ownerId);
    return book == null
        ? List.of()
        : book.entries.stream()
            .filter(entry -> entry.entry() < before)
            .sorted(Comparator.comparingLong(Entry::entry).reversed())
            .limit(limit)
            .toList();
  }

  @Override
  public void owners(Consumer<String> each) {
    requireThere();
    List<String> all;
    synchronized (this) {
      all = List.copyOf(books.keySet());
    }
    all.forEach(each);
  }

  private Book book(String ownerId) {
    requireThere();
    if (ownerId.isBlank()) {
      throw new IllegalArgumentException("An owner has a name");
    }
    return books.computeIfAbsent(
        ownerId,
        unused -> {
          Book book = new Book();
          book.add(Entry.Kind.OPENING, settings.openingGrant(), "", "");
          return book;
        });
  }

  private static String requireId(String id) {
    if (!id.matches("[!-~]{1,200}")) {
      throw new IllegalArgumentException("The id of an operation has 1 to 200 characters");
    }
    return id;
  }

  private void requireThere() {
    if (away) {
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE,
          "Try again.",
          new IllegalStateException("secret-host:9042 refused"));
    }
  }

  private record Reserved(long credits, @Nullable Long taken) {}

  private final class Book {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Reserved> reservations = new HashMap<>();
    private final Map<String, Entry> made = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();
    private long balance;
    private long reserved;

    private Entry add(Entry.Kind kind, long amount, String operation, String detail) {
      balance += amount;
      Entry entry =
          new Entry(
              entries.size() + 1,
              kind,
              amount,
              balance,
              operation,
              detail,
              clock.instant().truncatedTo(ChronoUnit.MILLIS));
      entries.add(entry);
      return entry;
    }

    private Account account(String ownerId) {
      return new Account(ownerId, balance, reserved, entries.size());
    }
  }
}
