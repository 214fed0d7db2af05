package org.gibsey.benchmarks.embedding;

/**
 * Arithmetic of the encoder of all-MiniLM-L6-v2.
 *
 * <p>Per token and layer, with hidden width {@code h} and a feed-forward width of {@code 4h}, the
 * matrices have {@code 12h²} parameters; each is one multiplication and one addition. Attention
 * compares each of a text's {@code T} tokens with each and sums their values: {@code 4hT²} for the
 * text. Together {@code 24Th² + 4T²h} per layer, as in the appendix of Narayanan et al., "Efficient
 * Large-Scale Language Model Training on GPU Clusters Using Megatron-LM" (2021). Look-ups,
 * normalisation, GELU and softmax are left out.
 */
final class EncoderCost {
  private static final int LAYERS = 6;
  private static final int HIDDEN = 384;

  private EncoderCost() {}

  /**
   * Floating point operations that a text needs, padding not counted.
   *
   * @param tokens tokens of the text with the special ones, at least 1
   */
  static double flops(int tokens) {
    double matrices = 24.0 * HIDDEN * HIDDEN * tokens;
    double attention = 4.0 * HIDDEN * tokens * tokens;
    return LAYERS * (matrices + attention);
  }
}
