package org.gibsey.benchmarks.index;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.shard.AwaitedWrite;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;

/** Waits until searches find what was written. */
final class Visibility {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 100_000_000;

  private final ShardClient client;

  Visibility(ShardClient client) {
    this.client = client;
  }

  /**
   * Waits until the shard of a row says that searches see the row with this write time or a later
   * one.
   *
   * @throws ShardsUnavailableException when it did not say so within a minute
   */
  void await(String rowKey, long writeTimeMicros) throws ShardsUnavailableException {
    AwaitedWrite write = AwaitedWrite.at(writeTimeMicros);
    if (!client.await(TestPassages.COLLECTION, rowKey, write, DEADLINE)) {
      throw new ShardsUnavailableException(rowKey + " was not searchable within " + DEADLINE);
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
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
