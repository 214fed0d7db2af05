package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardKeysTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8, 12, 128})
  void spreadShardsEvenlyAtEveryParallelismThatDividesTheirNumber(int shards) {
    ShardKeys keys = new ShardKeys(Map.of("pages", shards));
    for (int parallelism = 1; parallelism <= shards; parallelism++) {
      if (shards % parallelism != 0) {
        continue;
      }
      Map<Integer, Integer> shardsOfSubtask = new TreeMap<>();
      for (ShardId shard : keys.shards()) {
        int subtask =
            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                keys.of(shard), ShardKeys.KEY_GROUPS, parallelism);
        shardsOfSubtask.merge(subtask, 1, Integer::sum);
      }
      assertThat(shardsOfSubtask).as("parallelism %d", parallelism).hasSize(parallelism);
      assertThat(shardsOfSubtask.values()).containsOnly(shards / parallelism);
    }
  }

  @Test
  void areTheSameInEveryRelease() {
    ShardKeys keys = new ShardKeys(Map.of("pages", 4));

    assertThat(keys.shards())
        .extracting(keys::of)
        .containsExactly("pages/0#4", "pages/1#1", "pages/2#0", "pages/3#23");
  }

  @Test
  void findTheShardOfARow() {
    ShardKeys keys = new ShardKeys(Map.of("pages", 4, "notes", 1));
    String rowKey = Rows.key(12);

    assertThat(keys.ofRow("pages", rowKey))
        .isEqualTo(keys.of(new ShardId("pages", RowShard.of(rowKey, 4))));
    assertThat(keys.ofRow("notes", rowKey)).isEqualTo(keys.of(new ShardId("notes", 0)));
    assertThatThrownBy(() -> keys.ofRow("unknown", rowKey)).hasMessageContaining("unknown");
  }
}
