package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.FoundPassage;
import org.gibsey.row.Passage;
import org.junit.jupiter.api.Test;

class RankFusionTest {
  @Test
  void mergesTheListsOfShardsByScoreThenRowKey() {
    List<FoundPassage> merged =
        RankFusion.merge(
            List.of(
                List.of(found("d", 0.9f, 0), found("b", 0.5f, 0)),
                List.of(found("a", 0.5f, 0), found("c", 0.1f, 0))),
            3);

    assertThat(merged).extracting(FoundPassage::rowKey).containsExactly("d", "a", "b");
  }

  @Test
  void addsTheReciprocalRanksOfBothLists() {
    List<PassageHit> fused =
        RankFusion.fuse(
            List.of(found("a", 0.9f, 0), found("b", 0.8f, 0)),
            List.of(found("b", 7f, 1), found("c", 3f, 0)),
            Fusion.DEFAULT,
            10);

    assertThat(fused).extracting(PassageHit::rowKey).containsExactly("b", "a", "c");
    assertThat(fused.get(0).score()).isCloseTo(1.0 / 7 + 1.0 / 6, within(1e-12));
    assertThat(fused.get(1).score()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(fused.get(2).score()).isCloseTo(1.0 / 7, within(1e-12));
  }

  @Test
  void tellsBothScoresAndShowsThePassageThatRanksBetter() {
    PassageHit both =
        RankFusion.fuse(
                List.of(found("a", 0.9f, 0), found("b", 0.8f, 0)),
                List.of(found("b", 7f, 1)),
                Fusion.DEFAULT,
                1)
            .get(0);

    assertThat(both.rowKey()).isEqualTo("b");
    assertThat(both.vectorScore()).isEqualTo(0.8f);
    assertThat(both.textScore()).isEqualTo(7f);
    assertThat(both.passage().number()).isEqualTo(1);
  }

  @Test
  void leavesOutTheScoreOfAListThatLacksTheRow() {
    List<PassageHit> fused =
        RankFusion.fuse(
            List.of(found("a", 0.9f, 0)), List.of(found("b", 7f, 0)), Fusion.DEFAULT, 10);

    assertThat(fused.get(0).textScore()).isNull();
    assertThat(fused.get(1).vectorScore()).isNull();
  }

  @Test
  void ordersEqualScoresByRowKey() {
    List<PassageHit> fused =
        RankFusion.fuse(
            List.of(found("z", 0.9f, 0)), List.of(found("a", 7f, 0)), Fusion.DEFAULT, 10);

    assertThat(fused).extracting(PassageHit::rowKey).containsExactly("a", "z");
    assertThat(fused).extracting(PassageHit::score).allMatch(s -> Objects.equals(s, 1.0 / 6));
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
