package org.gibsey.indexing.snapshot;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.gibsey.shard.ShardId;

/**
 * What one attempt of one subtask publishes, and where.
 *
 * @param name of the publishing thread
 * @param root folder of all snapshots, with a scheme that Flink knows
 * @param shards number of shards of each collection
 * @param indexVersion the index that all shards belong to
 * @param epochs all shards of the subtask, and the epoch in which each is served
 * @param links folder on the file system of the index, for the publisher alone; goes with the
 *     attempt
 * @param metrics of the operator
 */
public record SnapshotOptions(
    String name,
    URI root,
    Map<String, Integer> shards,
    String indexVersion,
    Map<ShardId, Long> epochs,
    Path links,
    MetricGroup metrics) {
  public SnapshotOptions {
    shards = Map.copyOf(shards);
    epochs = Map.copyOf(epochs);
  }
}
