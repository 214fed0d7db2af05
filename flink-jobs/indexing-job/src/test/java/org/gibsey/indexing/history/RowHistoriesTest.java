package org.gibsey.indexing.history;

import java.util.Random;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.junit.jupiter.api.Test;

/**
 * Any order, repetition and interleaving of the same events ends in the same rows, the ones that
 * Cassandra has. Replay a failure with {@code -Dgibsey.seed=<printed seed>}.
 */
final class RowHistoriesTest {
  private static final int HISTORIES = 10_000;
  private static final CollectionDefinition PAGES = Collections.load(null).require("pages");

  @Test
  void endsInCassandrasRowsWhateverTheOrderAndRepetition() throws Exception {
    long seed = Long.getLong("gibsey.seed", System.nanoTime());
    System.out.println("gibsey.seed=" + seed);
    check(seed, HISTORIES, PlantedBug.fromProperty());
  }

  static void check(long seed, int histories, PlantedBug bug) throws Exception {
    for (int i = 0; i < histories; i++) {
      long historySeed = seed + i;
      try {
        new HistoryCheck(new Random(historySeed), bug).run(() -> new MemoryPartitions(PAGES));
      } catch (AssertionError e) {
        throw new AssertionError("gibsey.seed=" + historySeed + " fails: " + e.getMessage(), e);
      }
    }
  }
}
