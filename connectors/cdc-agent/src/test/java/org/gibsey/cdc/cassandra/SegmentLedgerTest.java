package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SegmentLedgerTest {
  private final SegmentLedger ledger = new SegmentLedger();

  @Test
  void segmentWithoutRecordsIsSettled() {
    assertThat(ledger.settled(1)).isTrue();
  }

  @Test
  void segmentIsSettledOnlyByTheAcknowledgementOfItsLastRecord() {
    ledger.emitted(1);
    ledger.emitted(1);
    ledger.acknowledged(1);
    assertThat(ledger.settled(1)).isFalse();
    ledger.acknowledged(1);
    assertThat(ledger.settled(1)).isTrue();
  }

  @Test
  void laterSegmentMayBeAcknowledgedFirst() {
    ledger.emitted(1);
    ledger.emitted(2);
    ledger.acknowledged(2);
    assertThat(ledger.settled(2)).isTrue();
    assertThat(ledger.settled(1)).isFalse();
  }

  @Test
  void settlesExactlyWhenAllAreAcknowledgedInAnyOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] outstanding = new int[5];
    for (int step = 0; step < 10_000; step++) {
      int segment = random.nextInt(outstanding.length);
      if (outstanding[segment] > 0 && random.nextBoolean()) {
        ledger.acknowledged(segment);
        outstanding[segment]--;
      } else {
        ledger.emitted(segment);
        outstanding[segment]++;
      }
      assertThat(ledger.settled(segment))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(outstanding[segment] == 0);
    }
  }

  @Test
  void refusesAnAcknowledgementThatNothingWaitsFor() {
    assertThatThrownBy(() -> ledger.acknowledged(7))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("7");
  }
}
