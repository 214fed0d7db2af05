package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.Grouping;
import org.gibsey.row.Passage;
import org.junit.jupiter.api.Test;

class RankFusionTest {
  private static final double HIGHEST = 10;
  private static final Fusion EVEN = new Fusion(1, 1, 5);
  private static final int ROUNDS = 200;
  private static final int MOST = 60;

  @Test
  void mergesTheListsOfShardsByScoreThenRowKeyThenNumber() {
    List<FoundPassage> merged =
        RankFusion.merge(
            List.of(
                List.of(found("d", 0.9f, 0), found("b", 0.5f, 0)),
                List.of(found("a", 0.5f, 1), found("a", 0.5f, 0), found("c", 0.1f, 0))),
            4);

    assertThat(merged)
        .extracting(FoundPassage::rowKey, found -> found.passage().number())
        .containsExactly(tuple("d", 0), tuple("a", 0), tuple("a", 1), tuple("b", 0));
  }

  @Test
  void addsTheReciprocalRanksAndCountsWordsByTheirShare() {
    List<PassageHit> fused =
        fuse(
            List.of(found("a", 0.9f, 0), found("b", 0.8f, 0)),
            List.of(found("b", 7f, 1), found("c", 3f, 0)),
            new Fusion(2, 3, 5),
            10);

    assertThat(fused).extracting(PassageHit::rowKey).containsExactly("b", "a", "c");
    assertThat(fused.get(0).score()).isCloseTo(2.0 / 7 + 3 * 0.7 / 6, within(1e-7));
    assertThat(fused.get(1).score()).isCloseTo(2.0 / 6, within(1e-7));
    assertThat(fused.get(2).score()).isCloseTo(3 * 0.3 / 7, within(1e-7));
  }

  @Test
  void tellsPlacesInBothListsAndShowsThePassageThatRanksBetter() {
    List<PassageHit> fused =
        fuse(
            List.of(found("a", 0.9f, 0), found("b", 0.8f, 0)),
            List.of(found("b", 7f, 1), found("c", 6f, 0)),
            EVEN,
            10);

    PassageHit both = fused.get(0);
    assertThat(both.rowKey()).isEqualTo("b");
    assertThat(both.vectorScore()).isEqualTo(0.8f);
    assertThat(both.vectorRank()).isEqualTo(2);
    assertThat(both.textScore()).isEqualTo(7f);
    assertThat(both.textRank()).isEqualTo(1);
    assertThat(both.passage().number()).isEqualTo(1);
    assertThat(fused.get(1).textScore()).isNull();
    assertThat(fused.get(1).textRank()).isNull();
    assertThat(fused.get(2).vectorScore()).isNull();
    assertThat(fused.get(2).vectorRank()).isNull();
  }

  @Test
  void keepsThePassagesOfARowApartWhenTheyAreTheHits() {
    List<FoundPassage> byVector = List.of(found("a", 0.9f, 0), found("a", 0.8f, 2));
    List<FoundPassage> byText = List.of(found("a", 7f, 2), found("b", 6f, 0));

    List<PassageHit> fused = RankFusion.fuse(byVector, byText, HIGHEST, EVEN, Grouping.PASSAGE, 10);

    assertThat(fused)
        .extracting(PassageHit::rowKey, hit -> hit.passage().number())
        .containsExactly(tuple("a", 2), tuple("a", 0), tuple("b", 0));
  }

  @Test
  void ordersEqualScoresByRowKey() {
    List<PassageHit> fused =
        fuse(List.of(found("z", 0.9f, 0)), List.of(found("a", (float) HIGHEST, 0)), EVEN, 10);

    assertThat(fused).extracting(PassageHit::rowKey).containsExactly("a", "z");
  }

  @Test
  void leavesTheOrderOfOneListWhenTheOtherHasNoWeight() {
    Random random = seeded();
    for (int round = 0; round < ROUNDS; round++) {
      List<FoundPassage> byVector = randomList(random, 1);
      List<FoundPassage> byText = randomList(random, (float) HIGHEST);
      int k = 1 + random.nextInt(100);

      assertThat(fuse(byVector, byText, new Fusion(0.5, 0, k), MOST))
          .extracting(PassageHit::rowKey)
          .containsExactlyElementsOf(keys(byVector));
      assertThat(fuse(byVector, byText, new Fusion(0, 2, k), MOST))
          .extracting(PassageHit::rowKey)
          .containsExactlyElementsOf(keys(byText));
    }
  }

  @Test
  void beginsALongRankingWithTheShortOneWhateverTheWeights() {
    Random random = seeded();
    for (int round = 0; round < ROUNDS; round++) {
      List<FoundPassage> byVector = randomList(random, 1);
      List<FoundPassage> byText = randomList(random, (float) HIGHEST);
      Fusion fusion =
          new Fusion(
              random.nextDouble() * 3, 0.01 + random.nextDouble() * 3, 1 + random.nextInt(60));
      int limit = 1 + random.nextInt(MOST);
      int depth = Math.max(limit, RankFusion.DEPTH);

      assertThat(fuse(first(byVector, depth), first(byText, depth), fusion, limit))
          .extracting(PassageHit::rowKey)
          .containsExactlyElementsOf(
              fuse(byVector, byText, fusion, limit).stream().map(PassageHit::rowKey).toList());
    }
  }

  @Test
  void refusesWeightsAndConstantsOutOfTheirRange() {
    assertThatThrownBy(() -> new Fusion(0, 0, 5)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Fusion(-1, 1, 5)).hasMessageContaining("vector weight");
    assertThatThrownBy(() -> new Fusion(1, Double.NaN, 5)).hasMessageContaining("text weight");
    assertThatThrownBy(() -> new Fusion(1, 1_001, 5)).hasMessageContaining("1000");
    assertThatThrownBy(() -> new Fusion(1, 1, 0)).hasMessageContaining("k must be 1 to 1000");
  }

  private static List<PassageHit> fuse(
      List<FoundPassage> byVector, List<FoundPassage> byText, Fusion fusion, int limit) {
    return RankFusion.fuse(byVector, byText, HIGHEST, fusion, Grouping.ROW, limit);
  }

  /** Some of the rows that both lists are drawn from, with falling scores, some of them equal. */
  private static List<FoundPassage> randomList(Random random, float highest) {
    List<String> rows =
        new ArrayList<>(IntStream.range(0, MOST).mapToObj(i -> "row-" + i).toList());
    Collections.shuffle(rows, random);
    List<FoundPassage> list = new ArrayList<>();
    float score = highest;
    for (String row : rows.subList(0, 1 + random.nextInt(MOST))) {
      score *= random.nextInt(4) == 0 ? 1 : 0.9f + random.nextFloat() / 10;
      list.add(found(row, score, 0));
    }
    return RankFusion.merge(List.of(list), MOST);
  }

  private static List<FoundPassage> first(List<FoundPassage> list, int count) {
    return list.subList(0, Math.min(count, list.size()));
  }

  private static List<String> keys(List<FoundPassage> list) {
    return list.stream().map(FoundPassage::rowKey).toList();
  }

  private static Random seeded() {
    long seed = Long.getLong("test.seed", System.nanoTime());
    System.out.println("RankFusionTest -Dtest.seed=" + seed);
    return new Random(seed);
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  private static FoundPassage found(String rowKey, float score, int number) {
    return new FoundPassage(
        rowKey,
        score,
        new Passage(number, 0, 4, "text"),
        Map.of(),
        new SourcePosition("topic", 0, 1),
        2,
        "hash",
        "model");
  }
}
