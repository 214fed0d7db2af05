package org.gibsey.benchmarks.index;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;

/** Waits until searches find what was written. */
final class Visibility {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 1_000_000;

  private final ShardClient client;

  Visibility(ShardClient client) {
    this.client = client;
  }

  /**
   * Asks for a row again and again, with 1 ms between, until it has this write time or a later one.
   *
   * @throws ShardsUnavailableException when it has not within a minute
   */
  void await(String rowKey, long writeTimeMicros) throws ShardsUnavailableException {
    long start = System.nanoTime();
    while (true) {
      Optional<PassageHit> row = client.row(TestPassages.COLLECTION, rowKey, DEADLINE);
      if (row.isPresent() && row.get().writeTimeMicros() >= writeTimeMicros) {
        return;
      }
      if (System.nanoTime() - start > DEADLINE.toNanos()) {
        throw new ShardsUnavailableException(rowKey + " was not searchable within " + DEADLINE);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Waits until so many rows are searchable, however long it takes. */
  void awaitRows(long rows, IndexJob job) throws Exception {
    while (true) {
      job.check();
      if (job.client().isReady()
          && client.stats(TestPassages.COLLECTION, DEADLINE).rows() >= rows) {
        return;
      }
      LockSupport.parkNanos(100 * PAUSE_NANOS);
    }
  }
}
