package org.gibsey.shard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.index.FoundPassage;

/** Makes one ranking out of the lists of all shards. */
final class RankFusion {
  private static final Comparator<FoundPassage> BEST_FIRST =
      Comparator.comparing(FoundPassage::score, Comparator.reverseOrder())
          .thenComparing(FoundPassage::rowKey);

  private RankFusion() {}

  /** Best first over all shards; equal scores in the order of their row keys. */
  static List<FoundPassage> merge(List<List<FoundPassage>> shards, int limit) {
    return shards.stream().flatMap(List::stream).sorted(BEST_FIRST).limit(limit).toList();
  }

  /**
   * Reciprocal rank fusion: a row's score is the sum over both lists of weight / (k + rank), with
   * ranks from 1 and nothing for a list that lacks the row. Equal scores stand in the order of
   * their row keys.
   */
  static List<PassageHit> fuse(
      List<FoundPassage> byVector, List<FoundPassage> byText, Fusion fusion, int limit) {
    Map<String, FusedRow> rows = new LinkedHashMap<>();
    for (int i = 0; i < byVector.size(); i++) {
      row(rows, fusion, byVector.get(i)).rankedByVector(byVector.get(i), i + 1);
    }
    for (int i = 0; i < byText.size(); i++) {
      row(rows, fusion, byText.get(i)).rankedByText(byText.get(i), i + 1);
    }
    return rows.values().stream()
        .map(FusedRow::hit)
        .sorted(
            Comparator.comparing(PassageHit::score, Comparator.reverseOrder())
                .thenComparing(PassageHit::rowKey))
        .limit(limit)
        .toList();
  }

  private static FusedRow row(Map<String, FusedRow> rows, Fusion fusion, FoundPassage found) {
    return rows.computeIfAbsent(found.rowKey(), key -> new FusedRow(fusion));
  }
}
