package org.gibsey.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.verification.Eventually;
import org.gibsey.verification.Stack;

/** One fault in the middle of one workload, the recovery, and the comparison of both sides. */
final class FaultRun {
  private static final int BOOKS = 6;
  private static final int DURING = 10;
  private static final int AFTER = 30;
  private static final int LAST_PAGE = 1_000_000;
  private static final long BEHIND_ALL_MICROS = 10_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Stack stack;
  private final ChangeStream stream;
  private final IndexSide index;
  private final CassandraSide cassandra;
  private final Processes processes;
  private final Plan.Run run;
  private final List<String> books;
  private final Ballast ballast;

  FaultRun(Stack stack, ChangeStream stream, IndexSide index, Plan.Run run) {
    this.stack = stack;
    this.stream = stream;
    this.index = index;
    this.cassandra = new CassandraSide(stack.cassandra());
    this.processes = new Processes(stack.state());
    this.run = run;
    String prefix = "fault-" + run.number() + "-" + Long.toHexString(run.seed());
    this.books =
        new ArrayList<>(IntStream.range(0, BOOKS).mapToObj(i -> prefix + "-" + i).toList());
    this.ballast = new Ballast(stack.cassandra(), prefix + "-ballast", nowMicros());
  }

  RunResult run() throws Exception {
    Writer writer =
        Writer.start(stack.cassandra(), new Writes(run.seed(), books, FaultRun::nowMicros));
    books.add(ballast.book());
    try {
      awaitStream(writer);
      int inFlight = awaitRowsInFlight(writer);
      int before = writer.acknowledged();
      int attemptsBefore = attempts(writer);
      long eventsBefore = stream.events();
      run.fault().inject(new Scene(processes, new CommitLog(stack.state()), ballast, writer));
      await("the writer goes on", writer, () -> attempts(writer) >= attemptsBefore + DURING);
      int during = attempts(writer) - attemptsBefore;

      long began = System.nanoTime();
      processes.resumeAll();
      stack.up("--no-demo").mustSucceed();
      int recovered = writer.acknowledged();
      await("the writer writes again", writer, () -> writer.acknowledged() >= recovered + AFTER);
      writer.stop();
      books.forEach(book -> writer.write(lastPageOf(book)));
      List<Difference> differences = awaitAlike();
      double seconds = (System.nanoTime() - began) / 1e9;

      if (differences.isEmpty()) {
        awaitCheckpointOfEverything();
        differences = awaitAlike();
      }
      Snapshot snapshot = snapshot();
      assertThat(before).as("written before the fault").isGreaterThanOrEqualTo(Writer.BURST);
      assertThat(eventsBefore).as("events before the fault").isBetween(1L, stream.events() - 1);
      assertThat(snapshot.pages().keySet())
          .as("rows written last")
          .containsAll(books.stream().map(book -> new PageKey(book, LAST_PAGE)).toList());
      return new RunResult(
          run,
          snapshot.pages().size(),
          gone(writer, snapshot),
          writer.acknowledged() + ballast.written(),
          during,
          writer.refused(),
          inFlight,
          differences,
          seconds);
    } finally {
      processes.resumeAll();
      writer.cancel();
    }
  }

  /** What both sides hold now. */
  Snapshot snapshot() throws ShardsUnavailableException {
    return cassandra.with(books, index.rows(books));
  }

  private void awaitStream(Writer writer) throws Exception {
    long events = stream.events();
    await(
        "events arrive while writes go on",
        writer,
        () -> writer.acknowledged() > Writer.BURST && stream.events() > events);
  }

  private int awaitRowsInFlight(Writer writer) throws Exception {
    int[] inFlight = new int[1];
    await(
        "a change is on its way",
        writer,
        () -> {
          inFlight[0] = compareWhenShardsAnswer().size();
          return inFlight[0] > 0;
        });
    return inFlight[0];
  }

  private static void await(String claim, Writer writer, Eventually.Condition condition)
      throws Exception {
    Eventually.holds(claim, PATIENCE, () -> writer.alive() && condition.holds());
  }

  /**
   * Compares until there is no difference.
   *
   * @return none, or those that stayed the same for as long as patience allows
   */
  private List<Difference> awaitAlike() throws Exception {
    List<Difference> before = List.of();
    long since = System.nanoTime();
    while (true) {
      List<Difference> now = compareWhenShardsAnswer();
      if (now.isEmpty()) {
        return now;
      }
      if (!now.equals(before)) {
        before = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
        return now;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private List<Difference> compareWhenShardsAnswer() throws Exception {
    List<Difference> differences = new ArrayList<>();
    Eventually.holds("all shards answer", PATIENCE, () -> compare(differences));
    return differences;
  }

  private boolean compare(List<Difference> differences) {
    try {
      differences.addAll(Comparison.of(snapshot()));
      return true;
    } catch (ShardsUnavailableException notYet) {
      return false;
    }
  }

  /** A late event would show by then. */
  private void awaitCheckpointOfEverything() throws Exception {
    Eventually.holds("no event waits", PATIENCE, () -> stream.lag() == 0);
    long now = System.currentTimeMillis();
    Eventually.holds(
        "a checkpoint holds every event", PATIENCE, () -> stream.newestCheckpointMillis() > now);
  }

  private int gone(Writer writer, Snapshot snapshot) {
    TreeSet<PageKey> gone = new TreeSet<>(writer.keys());
    gone.addAll(ballast.keys());
    gone.removeAll(snapshot.pages().keySet());
    return gone.size();
  }

  private static int attempts(Writer writer) {
    return writer.acknowledged() + writer.refused();
  }

  /** Newer than every other write of its book, so that none can cover it. */
  private static SimpleStatement lastPageOf(String book) {
    return SimpleStatement.newInstance(
        "INSERT INTO pages (book_id, page_num, text)"
            + " VALUES (?, ?, 'The last page of the book.') USING TIMESTAMP ?",
        book,
        LAST_PAGE,
        nowMicros() + BEHIND_ALL_MICROS);
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
