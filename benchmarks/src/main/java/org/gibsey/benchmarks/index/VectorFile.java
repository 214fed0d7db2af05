package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Vectors in a file, one behind the other in little-endian 32-bit floats: an embedding that was
 * broken off goes on behind the last whole one.
 */
final class VectorFile {
  private final Path file;
  private final int dimension;

  VectorFile(Path file, int dimension) {
    this.file = file;
    this.dimension = dimension;
  }

  /** Number of vectors that are there. */
  int count() throws IOException {
    return Files.exists(file) ? (int) (Files.size(file) / bytes()) : 0;
  }

  /** Adds vectors behind the last whole one. */
  void append(List<float[]> vectors) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(vectors.size() * bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      buffer.asFloatBuffer().put(vector);
      buffer.position(buffer.position() + bytes());
    }
    buffer.flip();
    long end = (long) count() * bytes();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long at = end; buffer.hasRemaining(); ) {
        at += channel.write(buffer, at);
      }
    }
  }

  /** Reads the first vectors. */
  float[][] read(int count) throws IOException {
    float[][] vectors = new float[count][dimension];
    ByteBuffer buffer = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (float[] vector : vectors) {
        buffer.clear();
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            throw new IOException(file + " holds fewer than " + count + " vectors");
          }
        }
        buffer.flip();
        buffer.asFloatBuffer().get(vector);
      }
    }
    return vectors;
  }

  private int bytes() {
    return dimension * Float.BYTES;
  }
}
