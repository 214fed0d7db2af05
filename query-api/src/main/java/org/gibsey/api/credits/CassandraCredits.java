package org.gibsey.api.credits;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.credits.Change.Marking;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** The ledger in the table {@code gibsey.ledger}, by lightweight transactions. */
public final class CassandraCredits implements Credits, MeterBinder {
  private static final String UNREADABLE = "The ledger cannot be read right now; try again.";
  private static final int MOST_ENTRIES = 1_000;

  private final CreditSettings settings;
  private final Clock clock;
  private final Patience patience;
  private final LedgerCounts counts = new LedgerCounts();
  private final Appender appender;
  private final OpenReservations open;
  private final SelectEntries selectEntries;
  private final SelectEntry selectEntry;
  private final SelectOwners selectOwners;

  /**
   * A ledger behind a connection.
   *
   * @param deadline how long any statement may take; an operation may take five times as long
   * @param settings what credits are given for
   * @param clock for the times of entries and the day of earnings; nothing is decided by it but
   *     which day it is
   */
  public CassandraCredits(
      CassandraConnection connection, Duration deadline, CreditSettings settings, Clock clock) {
    this(connection, deadline, settings, clock, SweepSettings.defaults());
  }

  /**
   * A ledger whose sweepers are not the usual ones.
   *
   * @param sweep when they give a reservation up, which says how often its process must tell that
   *     it goes on
   */
  public CassandraCredits(
      CassandraConnection connection,
      Duration deadline,
      CreditSettings settings,
      Clock clock,
      SweepSettings sweep) {
    this.settings = settings;
    this.clock = clock;
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.appender = new Appender(connection, deadline, this::opening, counts);
    this.open = new OpenReservations(connection, deadline, sweep.beat());
    this.selectEntries = new SelectEntries(connection);
    this.selectEntry = new SelectEntry(connection);
    this.selectOwners = new SelectOwners(connection);
  }

  @Override
  public Account account(String ownerId) {
    Operation.requireOwner(ownerId);
    Standing standing = appender.standing(ownerId, Operation.OPENING);
    if (standing.opened()) {
      return standing.account(ownerId);
    }
    return appender.carryOut(
        ownerId,
        Operation.OPENING,
        UUID.randomUUID(),
        (opened, mine) -> new Plan.Answer<>(opened.account(ownerId)));
  }

  @Override
  public Account reserve(String ownerId, String reservation, long credits, String purpose) {
    ReservationKey key = new ReservationKey(Operation.requireOwner(ownerId), reservation);
    String operation = Operation.reservation(reservation);
    Operation.requireDetail(purpose);
    Operation.requireCredits(credits, 0, Standing.MOST);
    UUID attempt = UUID.randomUUID();
    Reserving reserving = new Reserving(open, key, attempt);
    return appender.carryOut(
        ownerId,
        operation,
        attempt,
        (standing, mine) -> {
          if (standing.mark() != null) {
            return new Plan.Answer<>(reserving.made(standing));
          }
          if (standing.balance() < credits) {
            reserving.refused();
            throw Shortage.of(standing.balance(), credits);
          }
          reserving.announce();
          Standing after = standing.moved(-credits, credits);
          Change change =
              change(
                  ownerId,
                  operation,
                  standing,
                  after,
                  Entry.Kind.RESERVE,
                  purpose,
                  attempt,
                  new Marking.Made());
          return new Plan.Append<>(change, () -> after.account(ownerId));
        });
  }

  @Override
  public long settle(String ownerId, String reservation, long credits, Outcome outcome) {
    ReservationKey key = new ReservationKey(Operation.requireOwner(ownerId), reservation);
    String operation = Operation.reservation(reservation);
    Operation.requireCredits(credits, 0, Standing.MOST);
    UUID attempt = UUID.randomUUID();
    String detail = outcome.name().toLowerCase(Locale.ROOT);
    long taken =
        appender.carryOut(
            ownerId,
            operation,
            attempt,
            (standing, mine) -> {
              @Nullable Mark mark = standing.mark();
              if (mark != null && mark.taken() != null) {
                return new Plan.Answer<>(mark.taken());
              }
              long reserved =
                  mark == null ? 0 : -Objects.requireNonNull(mark.amount(), "an open reservation");
              long takes = Math.min(credits, reserved);
              Change change =
                  change(
                      ownerId,
                      operation,
                      standing,
                      standing.moved(reserved - takes, -reserved),
                      Entry.Kind.SETTLE,
                      detail,
                      attempt,
                      mark == null ? new Marking.Barred() : new Marking.Completed(takes));
              return new Plan.Append<>(
                  change,
                  () -> {
                    if (outcome == Outcome.ABANDONED) {
                      counts.abandoned();
                    }
                    return takes;
                  });
            });
    open.settled(key);
    return taken;
  }

  @Override
  public void stillGoing(String ownerId, String reservation) {
    Operation.reservation(reservation);
    open.beat(new ReservationKey(Operation.requireOwner(ownerId), reservation));
  }

  @Override
  public long earn(String ownerId, Earning earning, String operation) {
    Operation.requireOwner(ownerId);
    String key = Operation.earning(earning, operation);
    EarningRule rule = settings.rule(earning);
    if (!rule.earns()) {
      return 0;
    }
    UUID attempt = UUID.randomUUID();
    return appender.carryOut(
        ownerId,
        key,
        attempt,
        (standing, mine) -> {
          @Nullable Mark mark = standing.mark();
          if (mark != null) {
            return new Plan.Answer<>(mine ? Objects.requireNonNull(mark.amount()) : 0L);
          }
          LocalDate day = standing.countingOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
          if (standing.times(earning, day) >= rule.mostADay()
              || !standing.hasRoomFor(rule.credits())) {
            return new Plan.Answer<>(0L);
          }
          Change change =
              change(
                  ownerId,
                  key,
                  standing,
                  standing.moved(rule.credits(), 0).counted(earning, day),
                  Entry.Kind.valueOf(earning.name()),
                  "",
                  attempt,
                  new Marking.Made());
          return new Plan.Append<>(change, rule::credits);
        });
  }

  @Override
  public Entry grant(String ownerId, String operation, long credits, String reason) {
    Operation.requireOwner(ownerId);
    String key = Operation.grant(operation);
    Operation.requireDetail(reason);
    Operation.requireCredits(credits, 1, CreditSettings.MOST_AT_ONCE);
    UUID attempt = UUID.randomUUID();
    return appender.carryOut(
        ownerId,
        key,
        attempt,
        (standing, mine) -> {
          @Nullable Mark mark = standing.mark();
          if (mark != null) {
            return new Plan.Answer<>(entry(ownerId, mark.made(), key));
          }
          if (!standing.hasRoomFor(credits)) {
            throw new Problem(
                ProblemType.INVALID_VALUE,
                "The account would hold more than %d credits.".formatted(Standing.MOST));
          }
          Change change =
              change(
                  ownerId,
                  key,
                  standing,
                  standing.moved(credits, 0),
                  Entry.Kind.GRANT,
                  reason,
                  attempt,
                  new Marking.Made());
          return new Plan.Append<>(change, change::entry);
        });
  }

  @Override
  public List<Entry> entries(String ownerId, long before, int limit) {
    Operation.requireOwner(ownerId);
    Operation.requireCredits(limit, 1, MOST_ENTRIES);
    return patience.read(() -> selectEntries.execute(ownerId, before, limit), UNREADABLE);
  }

  @Override
  public void owners(Consumer<String> each) {
    AsyncResultSet page = patience.read(selectOwners::execute, UNREADABLE);
    while (true) {
      SelectOwners.names(page).forEach(each);
      if (!page.hasMorePages()) {
        return;
      }
      page = patience.read(page::fetchNextPage, UNREADABLE);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counts.register(registry);
  }

  /** What a sweeper looks after. */
  OpenReservations open() {
    return open;
  }

  private Entry entry(String ownerId, long number, String key) {
    return Objects.requireNonNull(
        patience.read(() -> selectEntry.execute(ownerId, number, key), UNREADABLE));
  }

  private Change opening(String ownerId, UUID attempt) {
    return change(
        ownerId,
        Operation.OPENING,
        Standing.NONE,
        Standing.NONE.moved(settings.openingGrant(), 0),
        Entry.Kind.OPENING,
        "",
        attempt,
        new Marking.Made());
  }

  private Change change(
      String ownerId,
      String key,
      Standing before,
      Standing after,
      Entry.Kind kind,
      String detail,
      UUID attempt,
      Marking marking) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Change(ownerId, key, before, after, kind, detail, now, attempt, marking);
  }
}
