package org.gibsey.verification.ledger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.credits.Abandoned;
import org.gibsey.api.credits.CassandraCredits;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.EarningRule;
import org.gibsey.api.credits.ExportSettings;
import org.gibsey.api.credits.PriceList;
import org.gibsey.api.credits.SweepSettings;
import org.gibsey.api.credits.Sweeper;

/**
 * A process that works on accounts, as the API does, with a sweeper. Does so until its standard
 * input says {@code drain}, then only sweeps, until its standard input ends.
 *
 * <p>Arguments: port of Cassandra, seed, beginning of the owners' ids, number of threads, file of
 * its journal. The system property {@code gibsey.skew} puts its clocks forward.
 */
public final class Worker {
  static final CreditSettings SETTINGS =
      new CreditSettings(
          1_000,
          new EarningRule(1, 200),
          new EarningRule(5, 100),
          PriceList.builtIn(),
          ExportSettings.forAdmins());
  private static final SweepSettings SWEEP =
      new SweepSettings(Duration.ofMillis(1_500), Duration.ofMillis(400));
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration COUNTING = Duration.ofMillis(200);

  private Worker() {}

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Clock clock =
        Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.getLong(SkewedTimestamps.SKEW, 0)));
    CassandraConnection cassandra =
        CassandraConnection.open(
            List.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))),
            "datacenter1",
            DEADLINE);
    Random random = new Random(Long.parseLong(args[1]));
    int threads = Integer.parseInt(args[3]);
    AtomicBoolean going = new AtomicBoolean(true);
    try (Journal journal = new Journal(Path.of(args[4]))) {
      awaitConnection(cassandra);
      CassandraCredits credits = new CassandraCredits(cassandra, DEADLINE, SETTINGS, clock, SWEEP);
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      credits.bindTo(metrics);
      CountDownLatch done = new CountDownLatch(threads);
      try (Sweeper sweeper = Sweeper.start(credits, endingOf(args[2]), SWEEP)) {
        for (int i = 0; i < threads; i++) {
          start(credits, journal, random.nextLong(), args[2], going, done);
        }
        Thread.ofPlatform().daemon().start(() -> count(journal, metrics));
        obeyInput(going, done);
      }
      noteCounts(journal, metrics);
    }
    cassandra.close();
  }

  /** Of our owners' reservations alone: others may take longer to tell that they go on. */
  private static Abandoned endingOf(String prefix) {
    return (owner, reservation) -> {
      if (!owner.startsWith(prefix)) {
        throw new IllegalStateException(owner + " is another test's");
      }
      return Workload.due(reservation);
    };
  }

  private static void start(
      Credits credits,
      Journal journal,
      long seed,
      String prefix,
      AtomicBoolean going,
      CountDownLatch done) {
    Workload workload = new Workload(credits, journal, new Random(seed), prefix);
    Thread.ofPlatform()
        .start(
            () -> {
              while (going.get()) {
                workload.step();
              }
              done.countDown();
            });
  }

  /** Returns when it ends; whoever started this process may have been killed. */
  private static void obeyInput(AtomicBoolean going, CountDownLatch done)
      throws IOException, InterruptedException {
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      going.set(false);
      done.await();
      System.out.println("drained");
    }
    going.set(false);
    done.await();
  }

  private static void awaitConnection(CassandraConnection cassandra) {
    while (true) {
      try {
        cassandra.session();
        return;
      } catch (CompletionException e) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private static void count(Journal journal, SimpleMeterRegistry metrics) {
    while (true) {
      noteCounts(journal, metrics);
      LockSupport.parkNanos(COUNTING.toNanos());
    }
  }

  private static void noteCounts(Journal journal, SimpleMeterRegistry metrics) {
    for (Meter meter : metrics.getMeters()) {
      if (meter instanceof FunctionCounter counter && counter.getId().getTags().isEmpty()) {
        journal.count(counter.getId().getName(), (long) counter.count());
      }
    }
  }
}
