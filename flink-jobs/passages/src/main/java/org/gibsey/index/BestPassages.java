package org.gibsey.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.ScoreDoc;

/**
 * The best passages of a ranking: one for each row, or all of them.
 *
 * <p>Which ones they are depends on their scores and rows alone, neither on the order in which
 * Lucene holds them nor on how many are wanted: those with the score of the last one wanted are all
 * looked at before the choice is made. The best few are the beginning of the best many.
 */
final class BestPassages {
  private static final int GROWTH = 4;

  private final RowKeys rowKeys;
  private final Grouping grouping;
  private final int limit;
  private final boolean settleTies;

  /**
   * A choice.
   *
   * @param settleTies whether all passages with the score of the last one wanted are looked at;
   *     otherwise those that were taken suffice
   */
  BestPassages(RowKeys rowKeys, Grouping grouping, int limit, boolean settleTies) {
    this.rowKeys = rowKeys;
    this.grouping = grouping;
    this.limit = limit;
    this.settleTies = settleTies;
  }

  /**
   * Takes ever more passages until there are enough, or no more.
   *
   * @param candidates how many to take first, at least 1
   * @param most how many to take at most
   */
  List<RankedPassage> of(Ranking ranking, int candidates, int most)
      throws IOException, SearchTimeoutException {
    int top = Math.min(candidates, most);
    while (true) {
      ScoreDoc[] bestFirst = ranking.top(top);
      Choice choice = new Choice();
      boolean enough = choice.take(bestFirst);
      if (enough || bestFirst.length < top || top == most) {
        return choice.ranked();
      }
      top = (int) Math.min(most, (long) top * GROWTH);
    }
  }

  /** Passages, best first; among equal ones those of one row in the order of their numbers. */
  interface Ranking {
    ScoreDoc[] top(int count) throws IOException, SearchTimeoutException;
  }

  private final class Choice {
    private final Map<Object, RankedPassage> best = new LinkedHashMap<>();

    /** Whether what comes next can't be among the best. */
    boolean take(ScoreDoc[] bestFirst) throws IOException {
      float last = Float.NEGATIVE_INFINITY;
      for (ScoreDoc hit : bestFirst) {
        if (best.size() >= limit && hit.score < last) {
          return true;
        }
        String rowKey = rowKeys.rowKey(hit.doc);
        Object group = grouping == Grouping.ROW ? rowKey : (Object) hit.doc;
        best.putIfAbsent(group, new RankedPassage(rowKey, hit.score, hit.doc));
        if (best.size() <= limit) {
          last = hit.score;
        }
      }
      return !settleTies && best.size() >= limit;
    }

    List<RankedPassage> ranked() {
      List<RankedPassage> ranked = new ArrayList<>(best.values());
      ranked.sort(RankedPassage.BEST_FIRST);
      return List.copyOf(ranked.subList(0, Math.min(limit, ranked.size())));
    }
  }
}
