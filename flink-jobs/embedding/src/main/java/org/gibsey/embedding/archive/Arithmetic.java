package org.gibsey.embedding.archive;

/** The kinds of encoders that can be made of one set of weights. */
public enum Arithmetic {
  /** 32-bit floats, multiplied by {@link MatrixProducts#PACKED}. */
  FP32_PACKED(6, MatrixProducts.PACKED),
  /** 32-bit floats, multiplied by {@link MatrixProducts#PLAIN}; runs wherever Torch does. */
  FP32_PLAIN(6, MatrixProducts.PLAIN),
  /**
   * Matrices and the vectors of tokens between layers in brain floats, the upper halves of 32-bit
   * floats. Embeddings, the weights of normalisations, sums within operators, and pooling keep 32
   * bits: measured, that halves the deviation of brain floats throughout and costs a twentieth of
   * their speed.
   */
  BF16_PACKED(15, MatrixProducts.PACKED);

  private final int scalarType;
  private final MatrixProducts products;

  Arithmetic(int scalarType, MatrixProducts products) {
    this.scalarType = scalarType;
    this.products = products;
  }

  /** Number in Torch's {@code c10::ScalarType} of the type of the matrices. */
  int scalarType() {
    return scalarType;
  }

  MatrixProducts products() {
    return products;
  }
}
