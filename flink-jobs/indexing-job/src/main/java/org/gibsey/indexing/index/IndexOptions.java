package org.gibsey.indexing.index;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * What {@link IndexPassages} serves, and where.
 *
 * @param shards number of shards of each collection, 1 to 128; fixed for as long as the job's state
 *     lives
 * @param definitions what the index of each collection is like; of one that is not named, {@link
 *     IndexDefinition#DEFAULT}
 * @param vectors what the vectors of all rows have in common
 * @param refreshInterval longest time between two refreshes of a shard under load, 1 ms to 10 s: a
 *     lone write is searchable at once, a flood of them after at most this time
 * @param host address that the query endpoint listens on and announces
 * @param ports ports that the query endpoint may take, one for each subtask of a machine
 * @param kafka bootstrap servers, {@code host:port[,host:port...]}
 * @param endpointTopic topic that announces where each shard is served
 * @param snapshots folder that copies of the shards are published to after each checkpoint, with a
 *     scheme that Flink knows; or null for none
 */
public record IndexOptions(
    Map<String, Integer> shards,
    Map<String, IndexDefinition> definitions,
    VectorSpace vectors,
    Duration refreshInterval,
    String host,
    PortRange ports,
    String kafka,
    String endpointTopic,
    @Nullable URI snapshots)
    implements Serializable {
  public IndexOptions {
    shards = Map.copyOf(shards);
    definitions = Map.copyOf(definitions);
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("shards must name at least one collection");
    }
    shards.forEach(
        (collection, count) -> {
          if (count < 1 || count > ShardKeys.MOST_SHARDS) {
            throw new IllegalArgumentException(
                "shards of %s must be 1 to %d, not %d"
                    .formatted(collection, ShardKeys.MOST_SHARDS, count));
          }
        });
    if (refreshInterval.compareTo(Duration.ofMillis(1)) < 0
        || refreshInterval.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new IllegalArgumentException(
          "refreshInterval must be 1 ms to 10 s, not " + refreshInterval);
    }
    requireText("host", host);
    requireText("kafka", kafka);
    requireText("endpointTopic", endpointTopic);
  }

  /** Options of a job that publishes no snapshots. */
  public IndexOptions(
      Map<String, Integer> shards,
      Map<String, IndexDefinition> definitions,
      VectorSpace vectors,
      Duration refreshInterval,
      String host,
      PortRange ports,
      String kafka,
      String endpointTopic) {
    this(shards, definitions, vectors, refreshInterval, host, ports, kafka, endpointTopic, null);
  }

  /** What the index of a collection is like. */
  IndexDefinition definition(String collection) {
    return definitions.getOrDefault(collection, IndexDefinition.DEFAULT);
  }

  private static void requireText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
  }
}
