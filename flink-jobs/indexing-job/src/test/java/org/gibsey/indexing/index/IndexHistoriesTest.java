package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index holds what a map holds, whatever happened to it. */
final class IndexHistoriesTest {
  private static final Logger LOG = LoggerFactory.getLogger(IndexHistoriesTest.class);
  private static final int HISTORIES = Integer.getInteger("test.histories", 6);
  private static final int ACTIONS = 30;

  /** A bug may need a deletion before a restore, and the like. */
  private static final int HISTORIES_WITH_BUG = 8;

  @TempDir private Path temporary;

  @Test
  void holdsWhatAMapHoldsAfterAnyHistory() throws Exception {
    long seed = Long.getLong("test.seed", System.nanoTime());

    HistoryCounts counts = histories(seed, HISTORIES, PlantedIndexBug.NONE);

    LOG.warn("From seed {}: {}", seed, counts);
    assertThat(counts.histories()).isEqualTo(HISTORIES);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void noticesABug(PlantedIndexBug bug) {
    assertThatThrownBy(() -> histories(1, HISTORIES_WITH_BUG, bug))
        .isInstanceOf(AssertionError.class);
  }

  private HistoryCounts histories(long seed, int count, PlantedIndexBug bug) throws Exception {
    HistoryCounts counts = HistoryCounts.NONE;
    for (int history = 0; history < count; history++) {
      Path folder = Files.createTempDirectory(temporary, "history");
      try (IndexHistory one = new IndexHistory(seed + history, folder, bug)) {
        counts = counts.plus(one.run(ACTIONS));
      }
    }
    return counts;
  }
}
