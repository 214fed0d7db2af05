package org.gibsey.shard;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Vectors as bytes, and back: IEEE 754 single precision, lowest byte first. */
final class WireVector {
  private WireVector() {}

  static ByteString toBytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return ByteString.copyFrom(bytes);
  }

  /**
   * The vector in some bytes.
   *
   * @return null when there are none
   * @throws IllegalArgumentException when their number is no multiple of four
   */
  static float @Nullable [] ofBytes(ByteString bytes) {
    if (bytes.isEmpty()) {
      return null;
    }
    if (bytes.size() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "vector has %d bytes, which is no multiple of %d".formatted(bytes.size(), Float.BYTES));
    }
    float[] vector = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
