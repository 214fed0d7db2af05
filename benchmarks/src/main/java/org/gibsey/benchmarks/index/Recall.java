package org.gibsey.benchmarks.index;

import java.util.Arrays;

/** How much of what an exact search finds another one found as well. */
final class Recall {
  private Recall() {}

  /**
   * Mean over all queries of the share of the exact neighbours that were found; a query without any
   * does not count.
   *
   * @param exact for each query the numbers of its nearest passages
   * @param found for each query what was found instead, in any order
   * @return 0 to 1; 1 when no query has a neighbour
   */
  static double of(int[][] exact, int[][] found) {
    double sum = 0;
    int counted = 0;
    for (int query = 0; query < exact.length; query++) {
      if (exact[query].length > 0) {
        sum += of(exact[query], found[query]);
        counted++;
      }
    }
    return counted == 0 ? 1 : sum / counted;
  }

  private static double of(int[] exact, int[] found) {
    int[] sorted = found.clone();
    Arrays.sort(sorted);
    long hits = Arrays.stream(exact).filter(one -> Arrays.binarySearch(sorted, one) >= 0).count();
    return (double) hits / exact.length;
  }
}
