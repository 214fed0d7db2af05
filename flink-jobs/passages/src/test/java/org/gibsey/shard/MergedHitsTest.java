package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RowFilter;
import org.gibsey.row.Passage;
import org.junit.jupiter.api.Test;

class MergedHitsTest {
  @Test
  void ranksTheRowsOfAllShardsByTheScoreThatTheModeAsksFor() {
    List<FoundPassages> answers =
        List.of(
            new FoundPassages(List.of(found("a", 0.9f)), List.of(found("a", 1)), 10),
            new FoundPassages(
                List.of(found("b", 0.5f), found("c", 0.4f)),
                List.of(found("c", 7), found("b", 2)),
                10),
            new FoundPassages(List.of(), List.of(), 10));

    assertThat(MergedHits.of(query(SearchMode.VECTOR, 2, 0), answers))
        .extracting(PassageHit::rowKey)
        .containsExactly("a", "b");
    assertThat(MergedHits.of(query(SearchMode.TEXT, 3, 0), answers))
        .extracting(PassageHit::rowKey)
        .containsExactly("c", "b", "a");
    // c: 1/5 + 3 * 0.7 / 3, b: 1/4 + 3 * 0.2 / 4, a: 1/3 + 3 * 0.1 / 5
    assertThat(MergedHits.of(query(SearchMode.HYBRID, 3, 0), answers))
        .extracting(PassageHit::rowKey)
        .containsExactly("c", "b", "a");
  }

  @Test
  void fusesTheSameDepthHoweverManyShardsThereAre() {
    List<FoundPassage> byVector =
        IntStream.range(0, 40).mapToObj(i -> found("v" + i, 1 - i / 100f)).toList();
    List<FoundPassage> byText =
        IntStream.range(0, 40).mapToObj(i -> found("v" + (39 - i), 100 - i)).toList();
    List<FoundPassages> one =
        List.of(new FoundPassages(byVector.subList(0, 10), byText.subList(0, 10), 200));
    List<FoundPassages> four =
        IntStream.range(0, 4)
            .mapToObj(
                shard ->
                    new FoundPassages(
                        ofShard(byVector, shard).subList(0, 10),
                        ofShard(byText, shard).subList(0, 10),
                        200))
            .toList();

    SearchQuery query = query(SearchMode.HYBRID, 5, 0);
    assertThat(MergedHits.of(query, four)).isEqualTo(MergedHits.of(query, one));
  }

  @Test
  void asksEachShardForNoMoreThanTheModeNeeds() {
    assertThat(ShardQuestion.of(query(SearchMode.VECTOR, 3, 0)).query())
        .extracting(PassageQuery::text, PassageQuery::limit, PassageQuery::candidates)
        .containsExactly(null, 3, 0);
    assertThat(ShardQuestion.of(query(SearchMode.TEXT, 3, 0)).query().vector()).isNull();
    assertThat(ShardQuestion.of(query(SearchMode.HYBRID, 3, 4)).query())
        .extracting(PassageQuery::limit, PassageQuery::candidates)
        .containsExactly(10, 10);
    assertThat(ShardQuestion.of(query(SearchMode.HYBRID, 20, 40)).query())
        .extracting(PassageQuery::limit, PassageQuery::candidates)
        .containsExactly(20, 40);
  }

  @Test
  void refusesFewerCandidatesThanRowsWanted() {
    assertThatThrownBy(() -> ShardQuestion.of(query(SearchMode.HYBRID, 5, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("candidates must be 5");
  }

  private static List<FoundPassage> ofShard(List<FoundPassage> all, int shard) {
    return IntStream.range(0, all.size()).filter(i -> i % 4 == shard).mapToObj(all::get).toList();
  }

  private static SearchQuery query(SearchMode mode, int limit, int candidates) {
    return new SearchQuery(
            "pages",
            mode,
            "bell",
            new float[] {1},
            "model",
            RowFilter.NONE,
            limit,
            Duration.ofSeconds(1))
        .toBuilder().candidates(candidates).build();
  }

  private static FoundPassage found(String rowKey, float score) {
    return new FoundPassage(
        rowKey,
        score,
        new Passage(0, 0, 4, "text"),
        Map.of(),
        new SourcePosition("topic", 0, 1),
        2,
        "hash",
        "model");
  }
}
