package org.gibsey.embedding.archive;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * A matrix or vector of 32-bit floats in the memory layout in which it is stored.
 *
 * @param shape length of each dimension
 * @param strides distance in values between neighbours along each dimension
 * @param values little-endian, without gaps
 */
public record StoredTensor(List<Integer> shape, List<Integer> strides, ByteString values) {
  public StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    long bytes =
        Float.BYTES * shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (values.size() != bytes || strides.size() != shape.size()) {
      throw new IllegalArgumentException(
          "A tensor of shape " + shape + " takes " + bytes + " bytes and not " + values.size());
    }
  }

  /** A tensor stored row by row. */
  public static StoredTensor rowMajor(List<Integer> shape, ByteString values) {
    Integer[] strides = new Integer[shape.size()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.get(i);
    }
    return new StoredTensor(shape, List.of(strides), values);
  }

  /** The same values seen with the dimensions in reverse order; nothing is moved. */
  StoredTensor transposed() {
    return new StoredTensor(shape.reversed(), strides.reversed(), values);
  }

  int count() {
    return values.size() / Float.BYTES;
  }
}
