package org.gibsey.embedding;

/** Checks on what a model gave. */
final class UnitVectors {
  private static final double TOLERANCE = 1e-3;

  private UnitVectors() {}

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
