package org.gibsey.shard;

import org.gibsey.index.FoundPassage;
import org.jspecify.annotations.Nullable;

/** What two rankings say of one row. */
final class FusedRow {
  private final int k;
  private double score;
  private int bestRank = Integer.MAX_VALUE;
  private @Nullable FoundPassage best;
  private @Nullable Float vectorScore;
  private @Nullable Float textScore;

  FusedRow(int k) {
    this.k = k;
  }

  void rankedByVector(FoundPassage found, int rank) {
    vectorScore = found.score();
    ranked(found, rank);
  }

  void rankedByText(FoundPassage found, int rank) {
    textScore = found.score();
    ranked(found, rank);
  }

  /** The row with the passage that ranks better; the first ranking's when they rank the same. */
  PassageHit hit() {
    if (best == null) {
      throw new IllegalStateException("the row was not ranked");
    }
    return Hits.of(best, score, vectorScore, textScore);
  }

  private void ranked(FoundPassage found, int rank) {
    score += 1.0 / (k + rank);
    if (rank < bestRank) {
      bestRank = rank;
      best = found;
    }
  }
}
