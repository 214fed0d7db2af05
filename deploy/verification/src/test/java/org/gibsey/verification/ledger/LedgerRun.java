package org.gibsey.verification.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.gibsey.verification.CassandraAlone;
import org.gibsey.verification.Eventually;
import org.jspecify.annotations.Nullable;

/** Processes work on the same accounts, some are killed, and then everything is looked at. */
final class LedgerRun {
  private static final List<Integer> SKEW_SECONDS = List.of(-60, 0, 60);
  private static final int AUDITORS = 2;
  private static final int BUCKETS = 16;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * How much of it.
   *
   * @param calls at least so many are answered
   * @param threads of each process
   * @param peace calls between two kills of a process, on the average
   * @param cassandraKills how often Cassandra is killed
   */
  record Size(int calls, int threads, int peace, int cassandraKills) {}

  private final int port;
  private final CqlSession session;
  private final @Nullable CassandraAlone mortal;
  private final Size size;
  private final long seed;
  private final Random random;
  private final Path folder;
  private final String prefix;
  private final List<String> owners;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final List<Path> journals = new ArrayList<>();
  private int callsOfKilled;
  private final Tally tally = new Tally();

  /**
   * A run.
   *
   * @param mortal what may be killed, or null
   * @param folder for the journals
   */
  LedgerRun(
      int port,
      CqlSession session,
      @Nullable CassandraAlone mortal,
      Size size,
      long seed,
      Path folder)
      throws IOException {
    this.port = port;
    this.session = session;
    this.mortal = mortal;
    this.size = size;
    this.seed = seed;
    this.random = new Random(seed);
    this.folder = Files.createDirectories(folder);
    this.prefix = "ledger-" + Long.toHexString(System.nanoTime()) + "-";
    this.owners = IntStream.range(0, Workload.OWNERS).mapToObj(i -> prefix + i).toList();
  }

  /** Returns what was found; nothing may be broken. */
  Findings run() throws Exception {
    List<Auditor> auditors = new ArrayList<>();
    try {
      for (int i = 0; i < SKEW_SECONDS.size(); i++) {
        workers.add(worker(i));
      }
      for (int i = 0; i < AUDITORS; i++) {
        auditors.add(new Auditor(session, owners, random.nextLong()));
      }
      work();
      for (WorkerProcess worker : workers) {
        worker.drain();
      }
      for (WorkerProcess worker : workers) {
        worker.awaitDrained();
      }
      Eventually.holds("every reservation is settled", PATIENCE, this::nothingIsOpen);
      for (WorkerProcess worker : workers) {
        worker.close();
      }
      return findings(auditors);
    } finally {
      for (WorkerProcess worker : workers) {
        worker.kill();
      }
      for (Auditor auditor : auditors) {
        auditor.close();
      }
    }
  }

  private WorkerProcess worker(int place) throws IOException {
    Path journal = folder.resolve("worker-" + journals.size() + ".journal");
    Files.write(journal, new byte[0]);
    journals.add(journal);
    return WorkerProcess.start(
        port, random.nextLong(), prefix, size.threads(), SKEW_SECONDS.get(place), journal);
  }

  /** Kills by what was done, not by the clock, so that a slow machine sees as many kills. */
  private void work() throws Exception {
    int cassandraKills = 0;
    long next = peace();
    for (int calls = calls(); calls < size.calls(); calls = calls()) {
      LockSupport.parkNanos(LOOK.toNanos());
      if (mortal != null
          && calls >= size.calls() / (size.cassandraKills() + 1) * (cassandraKills + 1)) {
        mortal.kill();
        cassandraKills++;
        LockSupport.parkNanos(random.nextLong(LONGEST_AWAY.toNanos()));
        mortal.restart();
      } else if (calls >= next) {
        replace(random.nextInt(workers.size()));
        next = calls + peace();
      }
    }
    tally.cassandraKills(cassandraKills);
  }

  private long peace() {
    return random.nextLong(size.peace() / 2, size.peace() * 3L / 2);
  }

  /** Kills a process and starts another, with the same wrong clock. */
  private void replace(int place) throws Exception {
    WorkerProcess worker = workers.get(place);
    if (!worker.isAlive()) {
      throw new AssertionError("a worker ended by itself; see " + worker.journal() + ".log");
    }
    worker.kill();
    tally.killed(Journal.read(worker.journal()));
    callsOfKilled += Journal.carriedOut(worker.journal());
    workers.set(place, worker(place));
  }

  private int calls() throws IOException {
    int calls = callsOfKilled;
    for (WorkerProcess worker : workers) {
      calls += Journal.carriedOut(worker.journal());
    }
    return calls;
  }

  private boolean nothingIsOpen() {
    try {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        for (Row row :
            session.execute(
                SimpleStatement.newInstance(
                    "SELECT owner_id FROM gibsey.open_reservations WHERE bucket = ?", bucket))) {
          if (String.valueOf(row.getString("owner_id")).startsWith(prefix)) {
            return false;
          }
        }
      }
      return true;
    } catch (DriverException e) {
      return false;
    }
  }

  private Findings findings(List<Auditor> auditors) throws IOException, InterruptedException {
    List<String> broken = new ArrayList<>();
    int reads = 0;
    for (Auditor auditor : auditors) {
      auditor.close();
      broken.addAll(auditor.broken());
      reads += auditor.reads();
    }
    List<Call> calls = new ArrayList<>();
    for (Path journal : journals) {
      Journal.Read read = Journal.read(journal);
      calls.addAll(read.calls());
      broken.addAll(read.wrong());
      tally.counts(read.counts());
    }
    tally.calls(calls);
    for (String owner : owners) {
      Ledger ledger = Ledger.read(session, owner);
      broken.addAll(Invariants.brokenBy(ledger));
      broken.addAll(
          Expectations.brokenBy(
              ledger, calls.stream().filter(call -> call.owner().equals(owner)).toList()));
      ledger.marks().stream()
          .filter(Ledger.Mark::isOpen)
          .forEach(mark -> broken.add(owner + ": never settled: " + mark));
      tally.ledger(ledger);
    }
    return new Findings(List.copyOf(broken), tally.text(seed, reads));
  }

  /**
   * What a run found.
   *
   * @param broken what is wrong
   * @param report counts, for people
   */
  record Findings(List<String> broken, String report) {}
}
