package org.gibsey.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  private final Stack stack;
  private final ChangeStream stream;
  private final Plan.Run run;
  private final Processes processes;
  private final List<String> books;
  private final Ballast ballast;
  private final Writer writer;
  private final BothSides sides;

  FaultRun(Stack stack, ChangeStream stream, IndexSide index, Plan.Run run) {
    this.stack = stack;
    this.stream = stream;
    this.run = run;
    this.processes = new Processes(stack.state());
    String prefix = "fault-" + run.number() + "-" + Long.toHexString(run.seed());
    List<String> written = IntStream.range(0, BOOKS).mapToObj(i -> prefix + "-" + i).toList();
    this.writer =
        new Writer(stack.cassandra(), new Writes(run.seed(), written, FaultRun::nowMicros));
    this.ballast = new Ballast(stack.cassandra(), prefix + "-ballast", nowMicros());
    this.books = Stream.concat(written.stream(), Stream.of(ballast.book())).toList();
    this.sides = new BothSides(new CassandraSide(stack.cassandra()), index, stream, books);
  }

  RunResult run() throws Exception {
    try {
      writer.start();
      Middle middle = awaitMiddleOfStream();
      run.fault().inject(new Scene(processes, new CommitLog(stack.state()), ballast, writer));
      await("the writer goes on", () -> attempts() >= middle.attempts() + DURING);
      int during = attempts() - middle.attempts();
      long began = System.nanoTime();
      bringBack();
      List<Difference> differences = sides.awaitAlike();
      double seconds = (System.nanoTime() - began) / 1e9;
      if (differences.isEmpty()) {
        sides.awaitCheckpointOfEverything();
        differences = sides.awaitAlike();
      }
      Snapshot snapshot = sides.snapshot();
      assertFaultFellIntoTheStream(middle, snapshot);
      return new RunResult(
          run,
          snapshot.pages().size(),
          gone(snapshot),
          writer.acknowledged() + ballast.written(),
          during,
          writer.refused(),
          middle.inFlight(),
          differences,
          seconds);
    } finally {
      processes.resumeAll();
      writer.cancel();
    }
  }

  /** What both sides hold now. */
  Snapshot snapshot() throws ShardsUnavailableException {
    return sides.snapshot();
  }

  /**
   * The moment before the fault.
   *
   * @param attempts writes that Cassandra took or refused
   * @param events what Kafka held
   * @param inFlight rows that were not alike yet
   */
  private record Middle(int attempts, long events, int inFlight) {}

  /** Events arrive, more are to come, and some rows are not up to date yet. */
  private Middle awaitMiddleOfStream() throws Exception {
    long events = stream.events();
    await(
        "events arrive while writes go on",
        () -> writer.acknowledged() > Writer.BURST && stream.events() > events);
    int[] inFlight = new int[1];
    await(
        "a change is on its way",
        () -> {
          inFlight[0] = sides.differences().size();
          return inFlight[0] > 0;
        });
    return new Middle(attempts(), stream.events(), inFlight[0]);
  }

  /** Starts what is down while the writer writes on, and ends with a last page of every book. */
  private void bringBack() throws Exception {
    processes.resumeAll();
    stack.up("--no-demo").mustSucceed();
    int recovered = writer.acknowledged();
    await("the writer writes again", () -> writer.acknowledged() >= recovered + AFTER);
    writer.stop();
    books.forEach(book -> writer.write(lastPageOf(book)));
  }

  private void await(String claim, Eventually.Condition condition) throws Exception {
    Eventually.holds(claim, PATIENCE, () -> writer.alive() && condition.holds());
  }

  private int attempts() {
    return writer.acknowledged() + writer.refused();
  }

  private void assertFaultFellIntoTheStream(Middle middle, Snapshot snapshot) throws Exception {
    assertThat(middle.events()).as("events before the fault").isLessThan(stream.events());
    assertThat(snapshot.pages().keySet())
        .as("rows written last")
        .containsAll(books.stream().map(book -> new PageKey(book, LAST_PAGE)).toList());
  }

  /** Rows that were written and are no more. */
  private int gone(Snapshot snapshot) {
    TreeSet<PageKey> gone = new TreeSet<>(writer.keys());
    gone.addAll(ballast.keys());
    gone.removeAll(snapshot.pages().keySet());
    return gone.size();
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
