package org.gibsey.embedding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses which waiting texts are computed together: those of similar length, as padding costs. */
public final class LengthBatch {
  /** Largest product of texts and width of a batch. */
  public static final int MAX_PADDED_TOKENS = 1024;

  // A call costs about as much as these tokens, so padding below that is cheaper than a call more.
  private static final int FREE_PADDING = 12;

  private final List<EmbeddingRequest> sorted;
  private int from;
  private int to;

  private LengthBatch(List<EmbeddingRequest> requests) {
    sorted = new ArrayList<>(requests);
    sorted.sort(Comparator.comparingInt(EmbeddingRequest::tokens));
    from = sorted.indexOf(requests.getFirst());
    to = from + 1;
  }

  /**
   * The first request and those that are nearest to it in length.
   *
   * @param requests at least one, the oldest first
   * @return in ascending length
   */
  static List<EmbeddingRequest> aroundFirst(List<EmbeddingRequest> requests) {
    LengthBatch batch = new LengthBatch(requests);
    while (batch.grow()) {}
    return List.copyOf(batch.sorted.subList(batch.from, batch.to));
  }

  private boolean grow() {
    boolean shorterFits = from > 0 && fits(from - 1, to);
    boolean longerFits = to < sorted.size() && fits(from, to + 1);
    if (shorterFits && (!longerFits || gap(from) <= gap(to))) {
      from--;
      return true;
    }
    if (longerFits) {
      to++;
      return true;
    }
    return false;
  }

  private boolean fits(int newFrom, int newTo) {
    int longest = tokens(newTo - 1);
    int padding = longest - tokens(newFrom);
    return PaddedBatch.width(longest) * (newTo - newFrom) <= MAX_PADDED_TOKENS
        && padding <= Math.max(FREE_PADDING, longest / 4);
  }

  private int gap(int boundary) {
    return tokens(boundary) - tokens(boundary - 1);
  }

  private int tokens(int position) {
    return sorted.get(position).tokens();
  }
}
