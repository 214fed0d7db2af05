package org.gibsey.api.search;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/** A vector that a caller searches with. */
final class GivenVector {
  private GivenVector() {}

  /**
   * The vector with length 1.
   *
   * @param dimension of the collection's vectors
   * @throws Problem when it has another dimension, is zero, or holds what is no float
   */
  static float[] unit(float[] given, int dimension) {
    if (given.length != dimension) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'vector' has %d numbers, the collection's model makes %d."
              .formatted(given.length, dimension));
    }
    double squares = 0;
    for (float component : given) {
      squares += (double) component * component;
    }
    // An infinite component makes the sum infinite: the squares of all others fit a double.
    if (squares == 0 || !Double.isFinite(squares)) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'vector' must hold numbers within the range of a 32-bit float, not all zero.");
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      unit[i] = (float) (given[i] / length);
    }
    return unit;
  }
}
