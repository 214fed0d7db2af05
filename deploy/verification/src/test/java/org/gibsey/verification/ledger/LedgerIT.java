package org.gibsey.verification.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.credits.Abandoned;
import org.gibsey.api.credits.Account;
import org.gibsey.api.credits.CassandraCredits;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.CreditsContract;
import org.gibsey.api.credits.SweepSettings;
import org.gibsey.api.credits.Sweeper;
import org.gibsey.verification.Eventually;
import org.gibsey.verification.Stack;
import org.gibsey.verification.ledger.LedgerRun.Findings;
import org.gibsey.verification.ledger.LedgerRun.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ledger in Cassandra does what every ledger does, and whatever processes do to the same
 * accounts at the same time, however they die and whatever their clocks say, it is right at every
 * moment. {@link LedgerFaultsIT} does more, and kills Cassandra, too.
 */
@ExtendWith(Stack.Provider.class)
final class LedgerIT extends CreditsContract {
  private static final Path OUTPUT = Path.of(System.getProperty("output"));
  private static final Size SMALL = new Size(1_000, 3, 250, 0);
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final SweepSettings SOON =
      new SweepSettings(Duration.ofSeconds(1), Duration.ofMillis(300));

  private final Stack stack;
  private final CassandraConnection connection;
  private final CassandraCredits credits;
  private volatile Instant now = NOON;

  LedgerIT(Stack stack) throws Exception {
    this.stack = stack;
    this.connection =
        CassandraConnection.open(
            List.of(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), stack.port("GIBSEY_CASSANDRA_PORT"))),
            "datacenter1",
            DEADLINE);
    this.credits = new CassandraCredits(connection, DEADLINE, SETTINGS, new Stopped(), SOON);
    Eventually.holds("the ledger is connected", Stack.PATIENCE, this::isConnected);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Override
  protected Credits credits() {
    return credits;
  }

  @Override
  protected void elapse(Duration time) {
    now = now.plus(time);
  }

  @Test
  void sweepsWhatNobodyWorksForAndNothingElse() throws Exception {
    String owner = "swept-" + UUID.randomUUID();
    Abandoned ending =
        (of, reservation) -> {
          if (!of.equals(owner)) {
            throw new IllegalStateException(of + " is another test's");
          }
          return 7;
        };
    try (Sweeper one = Sweeper.start(credits, ending, SOON);
        Sweeper other = Sweeper.start(credits, ending, SOON)) {
      assertThat(List.of(one, other)).doesNotHaveDuplicates();
      credits.reserve(owner, "left", 100, "");
      credits.reserve(owner, "going", 200, "");
      Eventually.holds(
          "what was left is settled",
          Stack.PATIENCE,
          () -> {
            credits.stillGoing(owner, "going");
            return credits.account(owner).reserved() == 200;
          });
    }
    assertThat(credits.account(owner)).isEqualTo(new Account(owner, 793, 200, 4));
    assertThat(credits.settle(owner, "left", 50, Credits.Outcome.DONE)).isEqualTo(7);
    assertThat(credits.settle(owner, "going", 50, Credits.Outcome.DONE)).isEqualTo(50);
  }

  @Test
  void ledgersAreRightAtEveryMoment() throws Exception {
    long seed = Long.getLong("gibsey.seed", new Random().nextInt(Integer.MAX_VALUE));
    System.out.println("gibsey.seed=" + seed);
    Findings found =
        new LedgerRun(
                stack.port("GIBSEY_CASSANDRA_PORT"),
                stack.cassandra(),
                null,
                SMALL,
                seed,
                OUTPUT.resolve("ledger"))
            .run();
    System.out.println(found.report());
    Files.writeString(OUTPUT.resolve("ledger.txt"), found.report());
    assertThat(found.broken()).isEmpty();
  }

  private boolean isConnected() {
    try {
      connection.session();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  /** Stands still unless a test puts it on. */
  private final class Stopped extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
