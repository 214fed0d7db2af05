package org.gibsey.shard;

import org.gibsey.index.FoundPassage;
import org.jspecify.annotations.Nullable;

/** What two rankings say of one row. */
final class FusedRow {
  private final Fusion fusion;
  private double score;
  private int bestRank = Integer.MAX_VALUE;
  private @Nullable FoundPassage best;
  private @Nullable Place byVector;
  private @Nullable Place byText;

  FusedRow(Fusion fusion) {
    this.fusion = fusion;
  }

  void rankedByVector(FoundPassage found, int rank) {
    byVector = new Place(rank, found.score());
    ranked(found, fusion.vectorWeight(), rank);
  }

  void rankedByText(FoundPassage found, int rank) {
    byText = new Place(rank, found.score());
    ranked(found, fusion.textWeight(), rank);
  }

  /** The row with the passage that ranks better; the first ranking's when they rank the same. */
  PassageHit hit() {
    if (best == null) {
      throw new IllegalStateException("the row was not ranked");
    }
    return Hits.of(best, score, byVector, byText);
  }

  private void ranked(FoundPassage found, double weight, int rank) {
    score += weight / (fusion.k() + rank);
    if (rank < bestRank) {
      bestRank = rank;
      best = found;
    }
  }
}
