package org.gibsey.embedding;

/** Checks on what a model gave. */
final class UnitVectors {
  private static final double TOLERANCE = 1e-3;

  private UnitVectors() {}

  /** Cosine of the angle between two vectors of Euclidean length 1. */
  static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot;
  }

  /**
   * Refuses what is not a number, and the zero vector, which has no direction.
   *
   * @throws EmbeddingException when {@code vector} has another dimension or not length 1
   */
  static void require(float[] vector, int dimension) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    boolean unit = Math.abs(squares - 1) < TOLERANCE;
    if (!unit || vector.length != dimension) {
      throw new EmbeddingException(
          "The model gave a vector of %d values and squared length %s, expected are %d and 1"
              .formatted(vector.length, squares, dimension));
    }
  }
}
