package org.gibsey.verification.jobs;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;

/** The keys of the rows that a job has indexed, asked from its shards. */
final class IndexedKeys implements AutoCloseable {
  private static final Duration ONE_PAGE = Duration.ofSeconds(5);

  private final ShardClient shards;

  /**
   * Asks the shards of one job.
   *
   * @param endpoints the topic that announces them
   */
  IndexedKeys(String kafka, String endpoints) {
    this.shards = new ShardClient(kafka, endpoints);
  }

  /** The keys; none while a shard is not there yet. */
  Set<String> now() {
    Set<String> keys = new TreeSet<>();
    try {
      shards.forEachRow("pages", ONE_PAGE, row -> keys.add(row.rowKey()));
      return keys;
    } catch (ShardsUnavailableException starting) {
      return Set.of();
    }
  }

  @Override
  public void close() {
    shards.close();
  }
}
