package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.gibsey.shard.ShardId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a checkpoint holds, shard by shard. A failing place is told once, not at each
 * checkpoint. Belongs to one thread.
 */
final class PublishCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(PublishCheckpoint.class);
  private static final double NANOS_PER_MS = 1e6;

  private final Map<ShardId, PublishShard> shards = new TreeMap<>();
  private final Map<String, RemoveOldVersions> oldVersions = new TreeMap<>();
  private final SnapshotMetrics metrics;
  private boolean failing;

  /**
   * Publishes for an attempt.
   *
   * @param epochs all shards of this subtask, and the epoch in which each is served
   */
  PublishCheckpoint(
      SnapshotTarget target,
      Map<String, Integer> shardsOfCollections,
      String indexVersion,
      Map<ShardId, Long> epochs,
      SnapshotMetrics metrics) {
    this.metrics = metrics;
    epochs.forEach(
        (shard, epoch) -> {
          String collection = shard.collection();
          int count = shardsOfCollections.getOrDefault(collection, 1);
          shards.put(shard, new PublishShard(target, shard, count, indexVersion, epoch));
          // One subtask does it for all.
          if (shard.shard() == 0) {
            oldVersions.put(
                collection, new RemoveOldVersions(target, collection, count, indexVersion));
          }
        });
  }

  /** Publishes what changed; what fails is tried again with the next checkpoint. */
  void publish(HeldCheckpoint checkpoint) {
    long begin = System.nanoTime();
    long written = 0;
    int changed = 0;
    boolean failed = false;
    for (HeldCommit commit : checkpoint.commits()) {
      PublishShard shard = shards.get(commit.shard());
      if (shard == null) {
        continue;
      }
      try {
        long bytes = shard.publish(commit, checkpoint.checkpoint(), checkpoint.takenMillis());
        if (bytes >= 0) {
          written += bytes;
          changed++;
          removeOldVersions(shard, commit.shard());
        }
      } catch (SupersededException e) {
        LOG.warn("Publishes no more of {}: {}", commit.shard(), e.getMessage());
        shards.remove(commit.shard());
      } catch (IOException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          // Closed, not failed: the next attempt publishes it.
          return;
        }
        failed = true;
        told(commit.shard(), e);
      }
    }
    finished(checkpoint, changed, written, failed, System.nanoTime() - begin);
  }

  private void removeOldVersions(PublishShard shard, ShardId id) throws IOException {
    RemoveOldVersions old = id.shard() == 0 ? oldVersions.get(id.collection()) : null;
    if (old != null) {
      old.before(shard.epoch());
    }
  }

  private void told(ShardId shard, Exception failure) {
    if (failing) {
      LOG.debug("{} can't be published", shard, failure);
    } else {
      LOG.warn(
          "{} can't be published; will try again at each checkpoint, and say when it works",
          shard,
          failure);
    }
    failing = true;
  }

  private void finished(
      HeldCheckpoint checkpoint, int changed, long written, boolean failed, long nanos) {
    if (failed) {
      metrics.failed();
      return;
    }
    if (failing) {
      LOG.info("Checkpoint {} could be published again", checkpoint.checkpoint());
      failing = false;
    }
    if (changed > 0) {
      metrics.published(written, nanos, checkpoint.takenMillis());
      LOG.debug(
          "Published {} shards of checkpoint {}: {} bytes in {} ms",
          changed,
          checkpoint.checkpoint(),
          written,
          nanos / NANOS_PER_MS);
    }
  }
}
