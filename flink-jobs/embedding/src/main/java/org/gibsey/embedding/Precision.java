package org.gibsey.embedding;

/** The arithmetic of a local model. */
public enum Precision {
  /** {@link #BF16} where the processor has it and it agrees with {@link #FP32}, else that. */
  AUTO,
  /** Exact 32-bit floats. */
  FP32,
  /** Matrices in 16-bit brain floats, sums in 32 bits; needs a processor with AVX512_BF16. */
  BF16
}
