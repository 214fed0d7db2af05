package org.gibsey.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void countTwoOperationsPerParameterAndTokenAndAttention() {
    // 6 layers of 12 x 384^2 parameters; attention of one token with itself adds 4 x 384 each.
    assertThat(EncoderCost.flops(1)).isEqualTo(2 * 6 * 12 * 384.0 * 384 + 6 * 4 * 384);
    assertThat(EncoderCost.flops(128) / EncoderCost.flops(1)).isBetween(128.0, 136.0);
  }

  @Test
  void readResidentMemoryFromLinux() {
    String status = "Name:\tjava\nVmHWM:\t  900 kB\nVmRSS:\t  599040 kB\nThreads:\t9\n";
    assertThat(ResidentMemory.bytes(status)).hasValue(599_040L * 1024);
    assertThat(ResidentMemory.mebibytes(ResidentMemory.bytes(status))).isEqualTo("585 MiB");
  }

  @Test
  void admitWhenResidentMemoryIsUnknown() {
    assertThat(ResidentMemory.bytes("Name:\tjava\n")).isEmpty();
    assertThat(ResidentMemory.mebibytes(OptionalLong.empty())).isEqualTo("unknown");
  }
}
