package org.gibsey.benchmarks.index;

import java.util.List;
import java.util.function.IntPredicate;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;

/**
 * A filter in the terms of every contender.
 *
 * @param name name in reports
 * @param percent share of all rows that it lets through
 * @param filter the filter
 * @param allowed the same by the passage's number
 */
record Narrowing(String name, int percent, RowFilter filter, IntPredicate allowed) {
  static final Narrowing NONE = new Narrowing("none", 100, RowFilter.NONE, number -> true);

  /** One filter for each kind of column with this selectivity. */
  static List<Narrowing> of(TestPassages passages, Selectivity selectivity) {
    String value = TestPassages.value(selectivity);
    int percent = selectivity.percent();
    return List.of(
        new Narrowing(
            "key = value",
            percent,
            filter(new Condition.Equal(TestPassages.BOOK, value)),
            number -> passages.inBook(number, selectivity)),
        new Narrowing(
            "keyword = value",
            percent,
            filter(new Condition.Equal(TestPassages.GENRE, value)),
            number -> passages.inGenre(number, selectivity)),
        new Narrowing(
            "number below",
            percent,
            filter(below(TestPassages.RANK, Integer.toString(percent))),
            number -> passages.ranksBelow(number, percent)),
        new Narrowing(
            "time before",
            percent,
            filter(below(TestPassages.WRITTEN, TestPassages.timeBefore(percent))),
            number -> passages.writtenBefore(number, percent)));
  }

  private static RowFilter filter(Condition condition) {
    return new RowFilter(List.of(condition), List.of(), List.of());
  }

  private static Condition below(String column, String bound) {
    return new Condition.Range(column, null, null, bound, null);
  }
}
