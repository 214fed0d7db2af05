package org.gibsey.shard;

import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gibsey.index.SearchableIndex;
import org.gibsey.shard.v1.Target;

/** The shards of one server, and the epoch in which it serves each. */
final class ServedShards {
  private final String indexVersion;
  private final Map<ShardId, SearchableIndex> indexes;
  private final Map<ShardId, Long> epochs = new ConcurrentHashMap<>();

  ServedShards(String indexVersion, Map<ShardId, ? extends SearchableIndex> indexes) {
    this.indexVersion = indexVersion;
    this.indexes = Map.copyOf(indexes);
  }

  String indexVersion() {
    return indexVersion;
  }

  void serve(Map<ShardId, Long> announced) {
    epochs.putAll(announced);
  }

  /**
   * The index that a caller means.
   *
   * @throws StatusException with FAILED_PRECONDITION when the caller must look for a newer
   *     announcement
   */
  SearchableIndex index(Target target) throws StatusException {
    ShardId shard;
    try {
      shard = new ShardId(target.getCollection(), target.getShard());
    } catch (IllegalArgumentException e) {
      throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e).asException();
    }
    SearchableIndex index = indexes.get(shard);
    Long epoch = epochs.get(shard);
    if (index == null || epoch == null) {
      throw Status.FAILED_PRECONDITION
          .withDescription("shard " + shard + " is not served here")
          .asException();
    }
    if (epoch != target.getEpoch()) {
      throw Status.FAILED_PRECONDITION
          .withDescription(
              "shard %s is served in epoch %d, not %d".formatted(shard, epoch, target.getEpoch()))
          .asException();
    }
    return index;
  }
}
