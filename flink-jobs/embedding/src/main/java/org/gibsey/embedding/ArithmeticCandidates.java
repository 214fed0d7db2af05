package org.gibsey.embedding;

import ai.djl.Device;
import java.util.List;
import org.gibsey.embedding.archive.Arithmetic;

/** Which kinds of encoders come into question, the fastest first. */
final class ArithmeticCandidates {
  private static final List<Arithmetic> FP32 =
      List.of(Arithmetic.FP32_PACKED, Arithmetic.FP32_PLAIN);

  private ArithmeticCandidates() {}

  /**
   * The encoders to try, in this order, until one works.
   *
   * @param bf16 whether the processor multiplies brain floats
   * @throws EmbeddingException when {@code precision} asks for what the device cannot do
   */
  static List<Arithmetic> of(Precision precision, Device device, boolean bf16) {
    boolean cpu = !device.isGpu();
    return switch (precision) {
      case AUTO ->
          cpu && bf16
              ? List.of(Arithmetic.BF16_PACKED, Arithmetic.FP32_PACKED, Arithmetic.FP32_PLAIN)
              : fp32(cpu);
      case FP32 -> fp32(cpu);
      case BF16 -> {
        if (!cpu || !bf16) {
          throw new EmbeddingException(
              "The precision bf16 needs %s; use auto or fp32"
                  .formatted(
                      cpu
                          ? "AVX512_BF16, which this processor does not have"
                          : "the device cpu and not " + device));
        }
        yield List.of(Arithmetic.BF16_PACKED);
      }
    };
  }

  /** Matrices packed for oneDNN cannot leave the processor. */
  private static List<Arithmetic> fp32(boolean cpu) {
    return cpu ? FP32 : List.of(Arithmetic.FP32_PLAIN);
  }
}
