package org.gibsey.verification.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.verification.Eventually;

/** Compares the books of a run in Cassandra with what was derived from them. */
final class BothSides {
  /** How long both sides may differ without any change. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final CassandraSide cassandra;
  private final IndexSide index;
  private final ChangeStream stream;
  private final List<String> books;

  BothSides(CassandraSide cassandra, IndexSide index, ChangeStream stream, List<String> books) {
    this.cassandra = cassandra;
    this.index = index;
    this.stream = stream;
    this.books = List.copyOf(books);
  }

  /** What both sides hold now. */
  Snapshot snapshot() throws ShardsUnavailableException {
    return cassandra.with(books, index.rows(books));
  }

  /** What differs now, asked as soon as all shards answer. */
  List<Difference> differences() throws Exception {
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

  /**
   * Compares until there is no difference.
   *
   * @return none, or those that stayed the same for as long as patience allows
   */
  List<Difference> awaitAlike() throws Exception {
    List<Difference> before = List.of();
    long since = System.nanoTime();
    while (true) {
      List<Difference> now = differences();
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

  /** Whatever a late event may do has been done by then. */
  void awaitCheckpointOfEverything() throws Exception {
    if (stream.lag() > 0) {
      stream.checkpoint();
    }
    Eventually.holds("no event waits", PATIENCE, () -> stream.lag() == 0);
    long now = System.currentTimeMillis();
    stream.checkpoint();
    Eventually.holds(
        "a checkpoint holds every event", PATIENCE, () -> stream.newestCheckpointMillis() > now);
  }
}
