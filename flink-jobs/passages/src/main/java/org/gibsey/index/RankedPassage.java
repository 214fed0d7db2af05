package org.gibsey.index;

import java.util.Comparator;

/**
 * A passage that a search found, before anything stored of it was read.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param score dot product in [-1, 1] or BM25 score, depending on the list it stands in
 * @param document where {@link RankedSearch} finds the rest; the passages of a row have theirs in
 *     the order of their numbers
 */
public record RankedPassage(String rowKey, float score, int document) {
  /**
   * By score, highest first; equal ones in the order of their row keys, and of their numbers within
   * a row.
   */
  public static final Comparator<RankedPassage> BEST_FIRST =
      Comparator.comparing(RankedPassage::score, Comparator.reverseOrder())
          .thenComparing(RankedPassage::rowKey)
          .thenComparingInt(RankedPassage::document);
}
