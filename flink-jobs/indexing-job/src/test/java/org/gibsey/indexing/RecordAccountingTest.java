package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.gibsey.indexing.history.PlantedBug;
import org.junit.jupiter.api.Test;

final class RecordAccountingTest {
  @Test
  void everyRecordIsAChangeASkipOrADeadLetter() throws Exception {
    long seed = Long.getLong("gibsey.seed", System.nanoTime());
    System.out.println("gibsey.seed=" + seed);

    new RecordAccounting(new Random(seed), PlantedBug.fromProperty()).check();
  }

  @Test
  void noticesDeadLettersThatAreSwallowed() {
    RecordAccounting planted =
        new RecordAccounting(new Random(1), PlantedBug.DEAD_LETTER_SWALLOWED);

    assertThatThrownBy(planted::check).isInstanceOf(AssertionError.class);
  }
}
