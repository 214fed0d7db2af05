package org.gibsey.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the shards of one index of a collection are served, as known at one moment.
 *
 * @param indexVersion version of the index
 * @param shards endpoints by number of the shard, null where a shard has none
 */
record CollectionEndpoints(String indexVersion, List<@Nullable Endpoint> shards) {
  boolean isComplete() {
    return shards.stream().allMatch(endpoint -> endpoint != null);
  }
}
