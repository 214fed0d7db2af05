package org.gibsey.benchmarks.index;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
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
    return List.of(
        new Narrowing(
            "key = value",
            selectivity.percent(),
            RowFilter.equal(Map.of(TestPassages.BOOK, value)),
            number -> passages.inBook(number, selectivity)));
  }
}
