package org.gibsey.indexing.index;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;

/**
 * The Flink key of every shard.
 *
 * <p>Flink hashes keys to key groups and gives each subtask a range of groups, so that arbitrary
 * keys for a handful of shards may all meet in one subtask. Here shard {@code i} of {@code n} gets
 * a key whose group lies in the {@code i}-th of {@code n} equal stretches of all groups. Subtasks
 * then hold equally many shards at every parallelism that divides {@code n}.
 */
final class ShardKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Number of key groups, given to the operator explicitly: keys were searched for this number, and
   * state can't be read with another.
   */
  static final int KEY_GROUPS = 128;

  /** Each shard needs a key group of its own. */
  static final int MOST_SHARDS = KEY_GROUPS;

  private final TreeMap<String, List<String>> keys = new TreeMap<>();

  ShardKeys(Map<String, Integer> shards) {
    shards.forEach(
        (collection, count) -> {
          List<String> found = new ArrayList<>(count);
          for (int shard = 0; shard < count; shard++) {
            found.add(search(new ShardId(collection, shard), count));
          }
          keys.put(collection, found);
        });
  }

  /** Key of a shard. */
  String of(ShardId shard) {
    return keysOf(shard.collection()).get(shard.shard());
  }

  /** Key of the shard that a row lives in. */
  String ofRow(String collection, String rowKey) {
    List<String> shards = keysOf(collection);
    return shards.get(RowShard.of(rowKey, shards.size()));
  }

  /** All shards of all collections, in order. */
  List<ShardId> shards() {
    List<ShardId> all = new ArrayList<>();
    keys.forEach(
        (collection, found) -> {
          for (int shard = 0; shard < found.size(); shard++) {
            all.add(new ShardId(collection, shard));
          }
        });
    return all;
  }

  private List<String> keysOf(String collection) {
    List<String> found = keys.get(collection);
    if (found == null) {
      throw new IllegalArgumentException(
          "collection '%s' has no shards; known are %s".formatted(collection, keys.keySet()));
    }
    return found;
  }

  private static String search(ShardId shard, int shards) {
    for (int salt = 0; ; salt++) {
      String candidate = shard + "#" + salt;
      int group = KeyGroupRangeAssignment.assignToKeyGroup(candidate, KEY_GROUPS);
      if (KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(KEY_GROUPS, shards, group)
          == shard.shard()) {
        return candidate;
      }
    }
  }
}
