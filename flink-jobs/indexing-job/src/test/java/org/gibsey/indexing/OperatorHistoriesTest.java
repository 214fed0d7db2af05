package org.gibsey.indexing;

import java.util.Random;
import org.gibsey.indexing.history.HistoryCheck;
import org.gibsey.indexing.history.PlantedBug;
import org.junit.jupiter.api.Test;

/** The same as {@code RowHistoriesTest} through the operator, with a restore in every history. */
final class OperatorHistoriesTest {
  private static final int HISTORIES = 150;

  @Test
  void endsInCassandrasRowsAlsoOverARestore() throws Exception {
    long seed = Long.getLong("gibsey.seed", System.nanoTime());
    System.out.println("gibsey.seed=" + seed);
    for (int i = 0; i < HISTORIES; i++) {
      long historySeed = seed + i;
      try {
        new HistoryCheck(new Random(historySeed), PlantedBug.fromProperty())
            .run(MaterializeRowSubject::new);
      } catch (AssertionError e) {
        throw new AssertionError("gibsey.seed=" + historySeed + " fails: " + e.getMessage(), e);
      }
    }
  }
}
