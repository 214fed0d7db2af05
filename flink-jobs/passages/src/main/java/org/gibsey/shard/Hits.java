package org.gibsey.shard;

import java.util.List;
import java.util.stream.IntStream;
import org.gibsey.index.FoundPassage;
import org.jspecify.annotations.Nullable;

/** Makes hits of the passages that shards found. */
final class Hits {
  private Hits() {}

  static List<PassageHit> byVector(List<FoundPassage> ranked) {
    return IntStream.range(0, ranked.size())
        .mapToObj(i -> of(ranked.get(i), ranked.get(i).score(), place(ranked.get(i), i), null))
        .toList();
  }

  static List<PassageHit> byText(List<FoundPassage> ranked) {
    return IntStream.range(0, ranked.size())
        .mapToObj(i -> of(ranked.get(i), ranked.get(i).score(), null, place(ranked.get(i), i)))
        .toList();
  }

  private static Place place(FoundPassage found, int index) {
    return new Place(index + 1, found.score());
  }

  static PassageHit of(
      FoundPassage found, double score, @Nullable Place byVector, @Nullable Place byText) {
    return new PassageHit(
        found.rowKey(),
        score,
        byVector == null ? null : byVector.score(),
        byText == null ? null : byText.score(),
        byVector == null ? null : byVector.rank(),
        byText == null ? null : byText.rank(),
        found.passage(),
        found.fields(),
        found.source(),
        found.writeTimeMicros(),
        found.textHash(),
        found.model(),
        found.vector(),
        found.highlights());
  }
}
