package org.gibsey.shard;

import java.util.List;
import org.gibsey.index.FoundPassage;
import org.jspecify.annotations.Nullable;

/** Makes hits of the passages that shards found. */
final class Hits {
  private Hits() {}

  static List<PassageHit> byVector(List<FoundPassage> ranked) {
    return ranked.stream().map(found -> of(found, found.score(), found.score(), null)).toList();
  }

  static List<PassageHit> byText(List<FoundPassage> ranked) {
    return ranked.stream().map(found -> of(found, found.score(), null, found.score())).toList();
  }

  static PassageHit of(
      FoundPassage found, double score, @Nullable Float vectorScore, @Nullable Float textScore) {
    return new PassageHit(
        found.rowKey(),
        score,
        vectorScore,
        textScore,
        found.passage(),
        found.fields(),
        found.source(),
        found.writeTimeMicros(),
        found.textHash(),
        found.model());
  }
}
