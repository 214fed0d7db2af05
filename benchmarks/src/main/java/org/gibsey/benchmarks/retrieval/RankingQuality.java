package org.gibsey.benchmarks.retrieval;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures of one ranked list of distinct documents. */
final class RankingQuality {
  private RankingQuality() {}

  /**
   * Normalised discounted cumulative gain of the first {@code k} documents: the sum of {@code
   * relevance / log2(rank + 1)} over that sum for the best possible ranking of all judged
   * documents.
   *
   * <p>Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), in the
   * form of trec_eval's {@code ndcg_cut}: the gain is the judgement itself, documents without one
   * and those judged below 0 gain nothing.
   *
   * @param ranked identities of documents, best first
   * @param relevance judgements
   * @param k at least 1
   * @return 0 to 1; 0 when no document is relevant
   */
  static double ndcg(List<String> ranked, Map<String, Integer> relevance, int k) {
    double ideal =
        gain(relevance.values().stream().sorted(Comparator.reverseOrder()).limit(k).toList());
    List<Integer> found =
        ranked.stream().limit(k).map(id -> relevance.getOrDefault(id, 0)).toList();
    return ideal == 0 ? 0 : gain(found) / ideal;
  }

  /**
   * Share of the relevant documents that are among the first {@code k}, as trec_eval's {@code
   * recall}.
   *
   * @return 0 to 1; 0 when no document is relevant
   */
  static double recall(List<String> ranked, Map<String, Integer> relevance, int k) {
    long relevant = relevance.values().stream().filter(judgement -> judgement > 0).count();
    long found = ranked.stream().limit(k).filter(id -> relevance.getOrDefault(id, 0) > 0).count();
    return relevant == 0 ? 0 : (double) found / relevant;
  }

  /**
   * 1 / rank of the first relevant document.
   *
   * @return 0 when none is among the first {@code k}
   */
  static double reciprocalRank(List<String> ranked, Map<String, Integer> relevance, int k) {
    for (int i = 0; i < Math.min(k, ranked.size()); i++) {
      if (relevance.getOrDefault(ranked.get(i), 0) > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /**
   * Share of the first {@code k} documents of the exact ranking that are among the first {@code k}
   * of an approximate one.
   *
   * @return 0 to 1; 1 when the exact ranking is empty
   */
  static double overlap(List<String> exact, List<String> approximate, int k) {
    Set<String> found = new HashSet<>(approximate.stream().limit(k).toList());
    List<String> wanted = exact.stream().limit(k).toList();
    return wanted.isEmpty()
        ? 1
        : (double) wanted.stream().filter(found::contains).count() / wanted.size();
  }

  private static double gain(List<Integer> judgements) {
    double sum = 0;
    for (int i = 0; i < judgements.size(); i++) {
      sum += Math.max(0, judgements.get(i)) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }
}
