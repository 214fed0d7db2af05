package org.gibsey.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RankingQualityTest {
  private static final double LOG2_OF_3 = Math.log(3) / Math.log(2);

  @Test
  void countsDownFromTheFirstRelevantDocument() {
    assertThat(RankingQuality.reciprocalRank(List.of("a", "b", "c"), Map.of("c", 1, "a", 0), 10))
        .isEqualTo(1.0 / 3);
    assertThat(RankingQuality.reciprocalRank(List.of("a", "b", "c"), Map.of("c", 1), 2)).isZero();
    assertThat(RankingQuality.reciprocalRank(List.of(), Map.of("c", 1), 2)).isZero();
  }

  @Test
  void discountsByTheLogarithmOfTheRank() {
    // Ranks 1 and 3 of two relevant documents: (1 + 1/2) / (1 + 1/log2(3)).
    assertThat(RankingQuality.ndcg(List.of("a", "x", "b"), Map.of("a", 1, "b", 1), 10))
        .isCloseTo(1.5 / (1 + 1 / LOG2_OF_3), within(1e-12));
  }

  @Test
  void gainsTheJudgementItself() {
    // The document judged 1 before the one judged 3: (1 + 3/log2(3)) / (3 + 1/log2(3)).
    assertThat(RankingQuality.ndcg(List.of("low", "high"), Map.of("low", 1, "high", 3), 10))
        .isCloseTo((1 + 3 / LOG2_OF_3) / (3 + 1 / LOG2_OF_3), within(1e-12));
  }

  @Test
  void isOneForTheBestRankingEvenWhenMoreIsRelevantThanCounted() {
    Map<String, Integer> relevance = Map.of("a", 1, "b", 1, "c", 1);
    assertThat(RankingQuality.ndcg(List.of("b", "c"), relevance, 2)).isEqualTo(1);
    assertThat(RankingQuality.recall(List.of("b", "c"), relevance, 2))
        .isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void countsNothingBehindTheCutOff() {
    List<String> ranked = IntStream.rangeClosed(1, 11).mapToObj(Integer::toString).toList();
    assertThat(RankingQuality.ndcg(ranked, Map.of("11", 1), 10)).isZero();
    assertThat(RankingQuality.recall(ranked, Map.of("11", 1), 10)).isZero();
    assertThat(RankingQuality.ndcg(ranked, Map.of("10", 1), 10))
        .isCloseTo(Math.log(2) / Math.log(11), within(1e-12));
  }

  @Test
  void gainsNothingFromDocumentsThatAreNotRelevant() {
    assertThat(RankingQuality.ndcg(List.of("a", "b"), Map.of("a", 0, "b", -1), 10)).isZero();
    assertThat(RankingQuality.ndcg(List.of("a", "b"), Map.of("a", -2, "b", 1), 10))
        .isCloseTo(1 / LOG2_OF_3, within(1e-12));
    assertThat(RankingQuality.recall(List.of("a"), Map.of("a", 0), 10)).isZero();
  }

  @Test
  void comparesApproximateRankingsWithExactOnes() {
    assertThat(RankingQuality.overlap(List.of("a", "b"), List.of("b", "c"), 10)).isEqualTo(0.5);
    assertThat(RankingQuality.overlap(List.of("a", "b"), List.of("c", "a"), 1)).isZero();
    assertThat(RankingQuality.overlap(List.of(), List.of("c"), 10)).isEqualTo(1);
  }
}
