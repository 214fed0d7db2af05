package org.gibsey.index;

import java.io.Serializable;
import org.gibsey.row.EmbeddedRow;

/**
 * What all vectors of an index have in common.
 *
 * @param model identity of the embedder; vectors of different models mean different things even
 *     when their dimensions agree
 * @param dimension length of every vector, at least 1
 */
public record VectorSpace(String model, int dimension) implements Serializable {
  // Wide enough for vectors that were normalised at bfloat16's precision.
  private static final float LENGTH_TOLERANCE = 0.01f;

  static VectorSpace of(EmbeddedRow row) {
    return new VectorSpace(row.model(), row.vectors()[0].length);
  }

  /**
   * Makes sure that a searchable row fits.
   *
   * @throws IllegalArgumentException when a vector is missing or has another model or dimension, or
   *     its length is not 1
   */
  void check(EmbeddedRow row) {
    if (row.vectors().length != row.passages().length) {
      throw new IllegalArgumentException(
          "%d passages came with %d vectors"
              .formatted(row.passages().length, row.vectors().length));
    }
    if (!row.model().equals(model)) {
      throw new IllegalArgumentException(
          "this index holds vectors of model '%s' and can't take any of '%s': start the job without its old state to index everything again"
              .formatted(model, row.model()));
    }
    for (float[] vector : row.vectors()) {
      check(vector);
    }
  }

  /**
   * Makes sure that vectors of a model mean the same as those of the index.
   *
   * @throws ModelMismatchException when it is another model
   */
  public void check(String other) {
    if (!other.equals(model)) {
      throw new ModelMismatchException(
          "this index holds vectors of the model '%s', the question's is of '%s'"
              .formatted(model, other));
    }
  }

  /**
   * Makes sure that a vector can be compared with those of the index.
   *
   * @throws ModelMismatchException when its dimension differs
   * @throws IllegalArgumentException when its length is not 1
   */
  void check(float[] vector) {
    if (vector.length != dimension) {
      throw new ModelMismatchException(
          "vector has dimension %d, the index has %d".formatted(vector.length, dimension));
    }
    double squaredLength = 0;
    for (float component : vector) {
      squaredLength += component * component;
    }
    // Not a number fails this comparison too.
    if (!(Math.abs(squaredLength - 1) <= 2 * LENGTH_TOLERANCE)) {
      throw new IllegalArgumentException(
          "vector must have length 1, its squared length is " + squaredLength);
    }
  }
}
