package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LengthBatchTest {
  @Test
  void takesNeighboursInLengthOfTheOldest() {
    assertThat(batch(100, 10, 300, 95, 12, 101, 512)).containsExactly(95, 100, 101);
  }

  @Test
  void stopsAtThePaddedTokensOfOneCall() {
    assertThat(batch(IntStream.generate(() -> 120).limit(64).toArray())).hasSize(8);
    assertThat(batch(IntStream.generate(() -> 16).limit(64).toArray())).hasSize(64);
    assertThat(batch(512, 512, 512)).hasSize(2);
  }

  @Test
  void prefersTheNearestWhenNotAllFit() {
    assertThat(batch(500, 400, 499)).containsExactly(499, 500);
    assertThat(batch(300, 310, 290, 299)).containsExactly(290, 299, 300);
  }

  @Test
  void mixesShortTextsFreely() {
    assertThat(batch(3, 14, 9)).containsExactly(3, 9, 14);
  }

  @Test
  void alwaysHasTheOldestAndKeepsItsLimitsOnAnyLengths() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int[] lengths = random.ints(1 + random.nextInt(64), 2, 513).toArray();
      List<Integer> batch = batch(lengths);
      assertThat(batch).as("seed %d", seed).contains(lengths[0]).isSorted();
      assertThat(batch.size() * PaddedBatch.width(batch.getLast()))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(LengthBatch.MAX_PADDED_TOKENS);
    }
  }

  private static List<Integer> batch(int... lengths) {
    List<EmbeddingRequest> requests = new ArrayList<>();
    for (int length : lengths) {
      requests.add(new EmbeddingRequest(new long[length]));
    }
    return LengthBatch.aroundFirst(requests).stream().map(EmbeddingRequest::tokens).toList();
  }
}
