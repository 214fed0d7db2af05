package org.gibsey.shard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.Grouping;

/** Makes one ranking out of the lists of all shards. */
final class RankFusion {
  /**
   * Ranks of each list that are added up. Far down, the lists agree on rows that are wrong in the
   * same way, and two low ranks would beat one first rank. Measured in
   * docs/adr/0025-words-count-by-their-share.md.
   */
  static final int DEPTH = 10;

  private static final Comparator<FoundPassage> BEST_FIRST =
      Comparator.comparing(FoundPassage::score, Comparator.reverseOrder())
          .thenComparing(FoundPassage::rowKey)
          .thenComparingInt(found -> found.passage().number());

  private static final Comparator<PassageHit> BEST_HIT_FIRST =
      Comparator.comparing(PassageHit::score, Comparator.reverseOrder())
          .thenComparing(PassageHit::rowKey)
          .thenComparingInt(hit -> hit.passage().number());

  private RankFusion() {}

  /** Best first over all shards; equal scores in the order of row keys and numbers. */
  static List<FoundPassage> merge(List<List<FoundPassage>> shards, int limit) {
    return shards.stream().flatMap(List::stream).sorted(BEST_FIRST).limit(limit).toList();
  }

  /**
   * Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
   * outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009), in which a hit of the
   * ranking by words counts as much as the share of the query's words that it has. With ranks from
   * 1, the two lists give
   *
   * <pre>
   *   vectorWeight / (k + rank)    and    textWeight * share / (k + rank)
   * </pre>
   *
   * where the share, 0 to 1, is the hit's BM25 score over the one that no passage reaches. A hit's
   * score is the sum of what it gets for ranks up to {@link #DEPTH}, or what it gets from one list
   * alone if that is more. So the order of the first hits does not depend on how long the lists
   * are, as long as they are no shorter than the hits wanted and {@link #DEPTH}: whatever a lower
   * rank gives, all hits above it in its list have more.
   *
   * @param highestTextScore the BM25 score that no passage reaches
   * @param grouping whether the passages of a row are one hit
   */
  static List<PassageHit> fuse(
      List<FoundPassage> byVector,
      List<FoundPassage> byText,
      double highestTextScore,
      Fusion fusion,
      Grouping grouping,
      int limit) {
    Map<Object, FusedHit> hits = new LinkedHashMap<>();
    for (int i = 0; i < byVector.size(); i++) {
      FoundPassage found = byVector.get(i);
      double gain = fusion.vectorWeight() / (fusion.k() + i + 1);
      hit(hits, found, grouping).rankedByVector(found, i + 1, gain);
    }
    for (int i = 0; i < byText.size(); i++) {
      FoundPassage found = byText.get(i);
      double share = highestTextScore <= 0 ? 0 : Math.min(1, found.score() / highestTextScore);
      double gain = fusion.textWeight() * share / (fusion.k() + i + 1);
      hit(hits, found, grouping).rankedByText(found, i + 1, gain);
    }
    return hits.values().stream()
        .filter(FusedHit::counts)
        .map(FusedHit::hit)
        .sorted(BEST_HIT_FIRST)
        .limit(limit)
        .toList();
  }

  private static FusedHit hit(Map<Object, FusedHit> hits, FoundPassage found, Grouping grouping) {
    Object key =
        switch (grouping) {
          case ROW -> found.rowKey();
          case PASSAGE -> new PassageKey(found.rowKey(), found.passage().number());
        };
    return hits.computeIfAbsent(key, unused -> new FusedHit());
  }

  private record PassageKey(String rowKey, int number) {}
}
