package org.gibsey.embedding.archive;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** Small tensors for tests. */
final class Tensors {
  private Tensors() {}

  static ByteString bytes(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return ByteString.copyFrom(buffer.flip());
  }

  static StoredTensor random(Random random, Integer... shape) {
    int count = 1;
    for (int length : shape) {
      count *= length;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return StoredTensor.rowMajor(List.of(shape), bytes(values));
  }
}
