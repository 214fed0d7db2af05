package org.gibsey.benchmarks.embedding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.gibsey.embedding.LengthBatch;
import org.gibsey.embedding.PaddedBatch;

/** Ways to put texts, as token ids, into batches. */
final class Batches {
  private Batches() {}

  /** Each text alone. */
  static List<long[][]> ofOne(List<long[]> texts) {
    return inOrder(texts, 1);
  }

  /** So many texts each, in the order in which they come. */
  static List<long[][]> inOrder(List<long[]> texts, int size) {
    List<long[][]> batches = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += size) {
      batches.add(array(texts.subList(from, Math.min(from + size, texts.size()))));
    }
    return batches;
  }

  /**
   * Texts of similar length together, as many as {@link LengthBatch#MAX_PADDED_TOKENS} allows; the
   * batches in an order that {@code random} decides.
   */
  static List<long[][]> byLength(List<long[]> texts, Random random) {
    List<long[]> sorted = new ArrayList<>(texts);
    sorted.sort(Comparator.comparingInt(ids -> ids.length));
    List<long[][]> batches = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= sorted.size(); to++) {
      boolean full =
          to == sorted.size()
              || PaddedBatch.width(sorted.get(to).length) * (to + 1 - from)
                  > LengthBatch.MAX_PADDED_TOKENS;
      if (full) {
        batches.add(array(sorted.subList(from, to)));
        from = to;
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private static long[][] array(List<long[]> texts) {
    return texts.toArray(long[][]::new);
  }
}
