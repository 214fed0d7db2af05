package org.gibsey.shard;

import java.util.List;
import java.util.function.Function;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.FoundPassages;

/** One ranking made of the answers of all shards to the {@link ShardQuestion} of a query. */
public final class MergedHits {
  private MergedHits() {}

  /**
   * The best hits of all shards.
   *
   * @param query what all shards were asked
   * @param answers one for each shard, in any order
   * @return at most {@link SearchQuery#limit} hits, best first, equal ones in the order of their
   *     row keys and of the passages' numbers
   */
  public static List<PassageHit> of(SearchQuery query, List<FoundPassages> answers) {
    return switch (query.mode()) {
      case VECTOR -> Hits.byVector(merged(answers, FoundPassages::byVector, query.limit()));
      case TEXT -> Hits.byText(merged(answers, FoundPassages::byText, query.limit()));
      case HYBRID -> {
        // The depth of the lists that are fused must not depend on the number of shards.
        int depth = ShardQuestion.of(query).query().limit();
        yield RankFusion.fuse(
            merged(answers, FoundPassages::byVector, depth),
            merged(answers, FoundPassages::byText, depth),
            answers.stream().mapToDouble(FoundPassages::highestTextScore).max().orElse(0),
            query.fusion(),
            query.grouping(),
            query.limit());
      }
    };
  }

  /** A row that was looked up by its key: a hit with score 0. */
  public static PassageHit ofRow(FoundPassage first) {
    return Hits.of(first, 0, null, null);
  }

  private static List<FoundPassage> merged(
      List<FoundPassages> answers, Function<FoundPassages, List<FoundPassage>> list, int limit) {
    return RankFusion.merge(answers.stream().map(list).toList(), limit);
  }
}
