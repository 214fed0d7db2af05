package org.gibsey.indexing.cache;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The vectors of a text's passages as they are stored.
 *
 * @param dimension length of every vector
 * @param bytes the vectors one after the other, each as {@code dimension} float32, big-endian;
 *     nobody changes them
 */
public record StoredVectors(int dimension, ByteBuffer bytes) {
  /** Vectors have length 1; what is further off was damaged, or is not a vector at all. */
  private static final double LEAST_SQUARE = 0.9;

  private static final double MOST_SQUARE = 1.1;

  /** The given vectors, at least one, all of the same length. */
  static StoredVectors of(float[][] vectors) {
    int dimension = vectors[0].length;
    ByteBuffer bytes = ByteBuffer.allocate(size(vectors));
    for (float[] vector : vectors) {
      for (float x : vector) {
        bytes.putFloat(x);
      }
    }
    return new StoredVectors(dimension, bytes.flip().asReadOnlyBuffer());
  }

  /** How many bytes the given vectors take, at most {@link Integer#MAX_VALUE}. */
  static int size(float[][] vectors) {
    long size = (long) vectors.length * vectors[0].length * Float.BYTES;
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  /**
   * The vectors; empty when these are not so many unit vectors of that length.
   *
   * @param passages how many vectors there must be
   * @param length of every vector
   */
  Optional<float[][]> vectors(int passages, int length) {
    if (dimension != length || bytes.remaining() != (long) passages * length * Float.BYTES) {
      return Optional.empty();
    }
    float[][] vectors = new float[passages][length];
    ByteBuffer source = bytes.duplicate();
    for (float[] vector : vectors) {
      double square = 0;
      for (int i = 0; i < length; i++) {
        vector[i] = source.getFloat();
        square += vector[i] * vector[i];
      }
      if (!(square >= LEAST_SQUARE && square <= MOST_SQUARE)) {
        return Optional.empty();
      }
    }
    return Optional.of(vectors);
  }
}
