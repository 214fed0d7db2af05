package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.gibsey.embedding.archive.Arithmetic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArithmeticCandidatesTest {
  @Test
  void triesBf16FirstWhereTheProcessorHasIt() {
    assertThat(ArithmeticCandidates.of(Precision.AUTO, Device.cpu(), true))
        .containsExactly(Arithmetic.BF16_PACKED, Arithmetic.FP32_PACKED, Arithmetic.FP32_PLAIN);
    assertThat(ArithmeticCandidates.of(Precision.AUTO, Device.cpu(), false))
        .containsExactly(Arithmetic.FP32_PACKED, Arithmetic.FP32_PLAIN);
  }

  @Test
  void neverComputesOtherwiseThanAskedFor() {
    assertThat(ArithmeticCandidates.of(Precision.FP32, Device.cpu(), true))
        .containsExactly(Arithmetic.FP32_PACKED, Arithmetic.FP32_PLAIN);
    assertThat(ArithmeticCandidates.of(Precision.BF16, Device.cpu(), true))
        .containsExactly(Arithmetic.BF16_PACKED);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "FP32"})
  void takesTorchsOwnOperatorsToAGraphicsCard(Precision precision) {
    assertThat(ArithmeticCandidates.of(precision, Device.gpu(0), true))
        .containsExactly(Arithmetic.FP32_PLAIN);
  }

  @Test
  void saysWhatBf16Needs() {
    assertThatThrownBy(() -> ArithmeticCandidates.of(Precision.BF16, Device.cpu(), false))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "The precision bf16 needs AVX512_BF16, which this processor does not have;"
                + " use auto or fp32");
    assertThatThrownBy(() -> ArithmeticCandidates.of(Precision.BF16, Device.gpu(0), true))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("the device cpu");
  }
}
