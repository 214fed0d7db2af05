package org.gibsey.shard;

import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gibsey.index.PassageIndex;
import org.gibsey.shard.v2.Target;
import org.jspecify.annotations.Nullable;

/** The shards of one server, and the epoch in which it serves each. */
final class ServedShards {
  private final String indexVersion;
  private final Map<ShardId, PassageIndex> indexes;
  private final Map<ShardId, Long> epochs = new ConcurrentHashMap<>();

  ServedShards(String indexVersion, Map<ShardId, PassageIndex> indexes) {
    this.indexVersion = indexVersion;
    this.indexes = Map.copyOf(indexes);
  }

  /** Version of the index that all shards belong to. */
  String indexVersion() {
    return indexVersion;
  }

  Map<ShardId, PassageIndex> indexes() {
    return indexes;
  }

  void serve(Map<ShardId, Long> announced) {
    epochs.putAll(announced);
  }

  /**
   * The shard that a caller means.
   *
   * @throws IllegalArgumentException when there is no such shard anywhere
   */
  static ShardId shard(Target target) {
    return new ShardId(target.getCollection(), target.getShard());
  }

  /** Why a caller must look for a newer announcement of a shard, or null when it need not. */
  @Nullable String refusal(Target target) {
    ShardId shard = shard(target);
    Long epoch = epochs.get(shard);
    if (epoch == null || !indexes.containsKey(shard)) {
      return "shard " + shard + " is not served here";
    }
    return epoch == target.getEpoch()
        ? null
        : "shard %s is served in epoch %d, not %d".formatted(shard, epoch, target.getEpoch());
  }

  /**
   * The index that a caller means.
   *
   * @throws StatusException with FAILED_PRECONDITION when the caller must look for a newer
   *     announcement
   * @throws IllegalArgumentException when there is no such shard anywhere
   */
  PassageIndex index(Target target) throws StatusException {
    String refusal = refusal(target);
    PassageIndex index = indexes.get(shard(target));
    if (refusal != null || index == null) {
      throw Status.FAILED_PRECONDITION.withDescription(refusal).asException();
    }
    return index;
  }
}
