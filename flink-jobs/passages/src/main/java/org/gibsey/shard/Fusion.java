package org.gibsey.shard;

/**
 * How much each of the two rankings counts in {@link SearchMode#HYBRID}: a hit at a rank, from 1,
 * of a ranking gets {@code weight / (k + rank)} from it. What it gets for its words is multiplied
 * with the share of the query's words that it has, 0 to 1, rare words counting for more.
 *
 * @param vectorWeight weight of the ranking by meaning, 0 to {@value #HIGHEST_WEIGHT}
 * @param textWeight weight of the ranking by words, 0 to {@value #HIGHEST_WEIGHT}; not 0 when the
 *     other one is
 * @param k softens the lead of the first ranks, 1 to {@value #HIGHEST_K}
 */
public record Fusion(double vectorWeight, double textWeight, int k) {
  /** Highest weight of a ranking. */
  public static final double HIGHEST_WEIGHT = 1_000;

  /** Highest constant. */
  public static final int HIGHEST_K = 1_000;

  /**
   * What suits most questions: few of them are in the very words of what answers them, so that the
   * shares are mostly far below 1. Measured in docs/adr/0025-words-count-by-their-share.md.
   */
  public static final Fusion DEFAULT = new Fusion(1, 3, 2);

  public Fusion {
    requireWeight("vector", vectorWeight);
    requireWeight("text", textWeight);
    if (vectorWeight == 0 && textWeight == 0) {
      throw new IllegalArgumentException("one of the two weights must be above 0");
    }
    if (k < 1 || k > HIGHEST_K) {
      throw new IllegalArgumentException("k must be 1 to %d, not %d".formatted(HIGHEST_K, k));
    }
  }

  private static void requireWeight(String list, double weight) {
    // Not a number fails this comparison too.
    if (!(weight >= 0 && weight <= HIGHEST_WEIGHT)) {
      throw new IllegalArgumentException(
          "the %s weight must be 0 to %.0f, not %s".formatted(list, HIGHEST_WEIGHT, weight));
    }
  }
}
