package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nothing is lost whatever Kafka does. A failure names its seed; {@code -Dgibsey.seed} runs it
 * again, {@code -Dgibsey.planted-bug=offset-stored-early} must make it fail.
 */
@Timeout(60)
final class OffsetsAndAcknowledgementsTest {
  private static final int SEQUENCES = 200;

  @Test
  void storesNoOffsetBeforeKafkaHoldsTheRecord() throws InterruptedException {
    long first = Long.getLong("gibsey.seed", new Random().nextLong());
    for (long seed = first; seed < first + SEQUENCES; seed++) {
      check(PlantedBug.ofThisRun(), seed);
    }
  }

  @Test
  void theCheckFindsAnOffsetThatIsStoredEarly() {
    assertThatThrownBy(() -> check(PlantedBug.OFFSET_STORED_EARLY, 7))
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining("is stored, and Kafka lacks event");
  }

  private static void check(PlantedBug bug, long seed) throws InterruptedException {
    try {
      new OffsetCheck(bug, seed).run();
    } catch (AssertionError e) {
      throw new AssertionError("With -Dgibsey.seed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
