package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.RocksDB;

class StateCompactionTest {
  private final List<AutoCloseable> handles = new ArrayList<>();

  @BeforeAll
  static void load() {
    RocksDB.loadLibrary();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable handle : handles) {
      handle.close();
    }
  }

  @Test
  void compactsOnlyWhenMuchIsDead() {
    ColumnFamilyOptions options = new ColumnFamilyOptions();
    handles.add(options);
    assertThat(handles).hasSize(1);
    assertThat(new StateCompaction().createColumnOptions(options, handles)).isSameAs(options);
    assertThat(handles).as("the options of the compaction are closed by Flink").hasSize(2);

    assertThat(options.compactionStyle()).isEqualTo(CompactionStyle.UNIVERSAL);
    assertThat(options.compactionOptionsUniversal().maxSizeAmplificationPercent())
        .isEqualTo(StateCompaction.MOST_NEW_PERCENT);
    assertThat(options.compactionOptionsUniversal().minMergeWidth())
        .isEqualTo(StateCompaction.MERGED_RUNS);
    assertThat(options.level0SlowdownWritesTrigger())
        .isGreaterThan(2 * StateCompaction.MERGED_RUNS);
  }
}
