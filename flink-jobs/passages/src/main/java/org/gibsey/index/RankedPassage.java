package org.gibsey.index;

import java.util.Comparator;

/**
 * A passage that a search found, before anything stored of it was read.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param score dot product in [-1, 1] or BM25 score, depending on the list it stands in
 * @param document where {@link RankedSearch} finds the rest
 */
public record RankedPassage(String rowKey, float score, int document) {
  /** By score, highest first; equal ones in the order of their row keys. */
  public static final Comparator<RankedPassage> BEST_FIRST =
      Comparator.comparing(RankedPassage::score, Comparator.reverseOrder())
          .thenComparing(RankedPassage::rowKey);
}
