package org.gibsey.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gibsey.embedding.LengthBatch;
import org.gibsey.embedding.PaddedBatch;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  private final Random random = new Random(11);
  private final List<long[]> texts =
      IntStream.range(0, 200).mapToObj(i -> new long[TextSample.MIXED.tokens(random)]).toList();

  @Test
  void keepEveryTextWithinTheLimitOfPaddedTokens() {
    List<long[][]> batches = Batches.byLength(texts, random);
    assertThat(batches.stream().flatMap(Arrays::stream)).containsExactlyInAnyOrderElementsOf(texts);
    assertThat(batches)
        .allSatisfy(
            batch -> {
              int longest = Arrays.stream(batch).mapToInt(ids -> ids.length).max().orElseThrow();
              assertThat(PaddedBatch.width(longest) * batch.length)
                  .isLessThanOrEqualTo(LengthBatch.MAX_PADDED_TOKENS);
            });
    assertThat(batches).hasSizeLessThan(40);
  }

  @Test
  void keepTheOrderOfArrivalAndTheRest() {
    List<long[][]> batches = Batches.inOrder(texts.subList(0, 70), 32);
    assertThat(batches).extracting(batch -> batch.length).containsExactly(32, 32, 6);
    assertThat(batches.stream().flatMap(Arrays::stream))
        .containsExactlyElementsOf(texts.subList(0, 70));
    assertThat(Batches.ofOne(texts)).hasSize(200).allMatch(batch -> batch.length == 1);
  }

  @Test
  void drawLengthsAsStated() {
    int[] lengths = IntStream.range(0, 20_000).map(i -> TextSample.MIXED.tokens(random)).toArray();
    assertThat(Arrays.stream(lengths)).allMatch(tokens -> tokens >= 8 && tokens <= 256);
    assertThat(Arrays.stream(lengths).average().orElseThrow()).isBetween(69.0, 75.0);
    assertThat(Arrays.stream(lengths).filter(tokens -> tokens <= 45).count())
        .isBetween(9_600L, 10_400L);
  }
}
