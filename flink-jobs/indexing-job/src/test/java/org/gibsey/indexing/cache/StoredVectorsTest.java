package org.gibsey.indexing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class StoredVectorsTest {
  private final long seed = Long.getLong("gibsey.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @RepeatedTest(50)
  void givesBackWhatWasStoredBitByBit() {
    System.out.println("gibsey.seed=" + seed);
    float[][] vectors = vectors(1 + random.nextInt(20), 1 + random.nextInt(1_100));

    StoredVectors stored = StoredVectors.of(vectors);

    assertThat(stored.bytes().remaining()).isEqualTo(StoredVectors.size(vectors));
    assertThat(stored.vectors(vectors.length, vectors[0].length).orElseThrow())
        .isDeepEqualTo(vectors);
    assertThat(stored.vectors(vectors.length, vectors[0].length)).isPresent();
  }

  @RepeatedTest(50)
  void refusesAnyOtherNumberLengthOrSize() {
    System.out.println("gibsey.seed=" + seed);
    int passages = 1 + random.nextInt(9);
    int length = 2 + random.nextInt(99);
    StoredVectors stored = StoredVectors.of(vectors(passages, length));
    int size = stored.bytes().remaining();
    int cut = random.nextInt(size);

    assertThat(stored.vectors(passages + 1, length)).isEmpty();
    assertThat(stored.vectors(passages, length - 1)).isEmpty();
    assertThat(new StoredVectors(length, stored.bytes().slice(0, cut)).vectors(passages, length))
        .isEmpty();
    assertThat(new StoredVectors(length, ByteBuffer.allocate(size + 1)).vectors(passages, length))
        .isEmpty();
    assertThat(new StoredVectors(0, ByteBuffer.allocate(0)).vectors(passages, length)).isEmpty();
  }

  @Test
  void refusesWhatIsNoUnitVector() {
    for (float x : new float[] {0, 0.5f, 2, Float.NaN, Float.POSITIVE_INFINITY}) {
      ByteBuffer bytes = ByteBuffer.allocate(8).putFloat(x).putFloat(0).flip();
      assertThat(new StoredVectors(2, bytes).vectors(1, 2)).as("length %s", x).isEmpty();
    }
  }

  @Test
  void isBigEndianAsCassandrasOwnVectors() {
    ByteBuffer bytes = StoredVectors.of(new float[][] {{0, 1}}).bytes();

    assertThat(bytes.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(bytes.getInt(0)).isZero();
    assertThat(bytes.getInt(4)).isEqualTo(0x3F800000);
  }

  @Test
  void countsBytesBeyondTheRangeOfAnInt() {
    float[][] vectors = new float[1 << 20][];
    Arrays.fill(vectors, new float[1 << 10]);

    assertThat(StoredVectors.size(vectors)).isEqualTo(Integer.MAX_VALUE);
  }

  private float[][] vectors(int passages, int length) {
    float[][] vectors = new float[passages][length];
    for (float[] vector : vectors) {
      double square = 0;
      for (int i = 0; i < length; i++) {
        vector[i] = (float) random.nextGaussian();
        square += vector[i] * vector[i];
      }
      for (int i = 0; i < length; i++) {
        vector[i] /= (float) Math.sqrt(square);
      }
    }
    return vectors;
  }
}
