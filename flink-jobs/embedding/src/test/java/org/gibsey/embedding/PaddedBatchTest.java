package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaddedBatchTest {
  @Test
  void hasFewWidthsWithinThePositionsOfTheModel() {
    assertThat(PaddedBatch.width(2)).isEqualTo(8);
    assertThat(PaddedBatch.width(8)).isEqualTo(8);
    assertThat(PaddedBatch.width(9)).isEqualTo(16);
    assertThat(PaddedBatch.width(505)).isEqualTo(MiniLm.MAX_TOKENS);
    assertThat(PaddedBatch.width(512)).isEqualTo(MiniLm.MAX_TOKENS);
  }
}
