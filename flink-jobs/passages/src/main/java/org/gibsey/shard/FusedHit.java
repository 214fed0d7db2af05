package org.gibsey.shard;

import org.gibsey.index.FoundPassage;
import org.jspecify.annotations.Nullable;

/** What two rankings say of one hit. */
final class FusedHit {
  private double sum;
  private double best;
  private int bestRank = Integer.MAX_VALUE;
  private @Nullable FoundPassage bestPassage;
  private @Nullable Place byVector;
  private @Nullable Place byText;

  void rankedByVector(FoundPassage found, int rank, double gain) {
    byVector = new Place(rank, found.score());
    ranked(found, rank, gain);
  }

  void rankedByText(FoundPassage found, int rank, double gain) {
    byText = new Place(rank, found.score());
    ranked(found, rank, gain);
  }

  /** Whether a list of some weight has it. */
  boolean counts() {
    return best > 0;
  }

  /** The hit with the passage that ranks better; the first ranking's when they rank the same. */
  PassageHit hit() {
    if (bestPassage == null) {
      throw new IllegalStateException("the hit was not ranked");
    }
    return Hits.of(bestPassage, Math.max(sum, best), byVector, byText);
  }

  private void ranked(FoundPassage found, int rank, double gain) {
    if (rank <= RankFusion.DEPTH) {
      sum += gain;
    }
    best = Math.max(best, gain);
    if (gain > 0 && rank < bestRank) {
      bestRank = rank;
      bestPassage = found;
    }
  }
}
