package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkMapsTest {
  private static final long LARGE = 5L << 20;

  private KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;
  private ChunkMaps maps;

  @BeforeEach
  void open() throws Exception {
    StreamMap<String, String> operator = new StreamMap<>(value -> value);
    harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, value -> value, Types.STRING);
    harness.open();
    KeyedStateStore store = operator.getKeyedStateStore();
    maps = new ChunkMaps(store);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void spreadsLargeFilesEvenly() {
    int[] groups =
        IntStream.range(0, 2 * ChunkMaps.LARGE_GROUPS)
            .map(
                number -> {
                  SavedFile file = maps.place("_" + number + ".cfs", LARGE);
                  maps.added(file);
                  return file.group();
                })
            .toArray();

    assertThat(groups).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
  }

  @Test
  void fillsTheGroupThatAFileLeft() {
    for (int number = 0; number < ChunkMaps.LARGE_GROUPS; number++) {
      maps.added(maps.place("_" + number + ".cfs", LARGE));
    }
    maps.removed(new SavedFile("_1.cfs", LARGE, 1));

    assertThat(maps.place("_9.cfs", LARGE).group()).isEqualTo(1);
  }

  @Test
  void keepsSmallAndMediumFilesOutOfTheGroups() {
    MapState<String, byte[]> small = maps.of(maps.place("_0.si", 400));
    MapState<String, byte[]> medium = maps.of(maps.place("_0.cfs", 1 << 20));
    MapState<String, byte[]> large = maps.of(maps.place("_1.cfs", LARGE));

    assertThat(small).isNotSameAs(medium).isNotSameAs(large);
    assertThat(medium).isNotSameAs(large);
    assertThat(maps.of(new SavedFile("_2.cfs", LARGE, 3))).isNotSameAs(large);
  }
}
