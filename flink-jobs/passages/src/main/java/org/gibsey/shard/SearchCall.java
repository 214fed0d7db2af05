package org.gibsey.shard;

import io.grpc.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.SearchableIndex;
import org.gibsey.shard.v2.Outcome;
import org.gibsey.shard.v2.SearchRequest;
import org.gibsey.shard.v2.SearchResponse;
import org.gibsey.shard.v2.Target;

/**
 * Searches some shards of a server and merges what they found, so that no passage travels that the
 * caller would throw away.
 */
final class SearchCall {
  private final ServedShards shards;
  private final Workers workers;

  SearchCall(ServedShards shards, Workers workers) {
    this.shards = shards;
    this.workers = workers;
  }

  /**
   * The answer of those shards that are served here in the epoch that the caller believes in.
   *
   * @throws IllegalArgumentException when the request is none
   * @throws ExecutionException when a shard failed or refused the question
   */
  SearchResponse answer(SearchRequest request) throws ExecutionException, InterruptedException {
    ShardQuestion question = WireQuestion.ofMessage(request);
    requireDistinct(request.getTargetsList());
    SearchResponse.Builder response =
        SearchResponse.newBuilder().setIndexVersion(shards.indexVersion());
    List<Callable<FoundPassages>> parts = new ArrayList<>(request.getTargetsCount());
    Context call = Context.current();
    for (Target target : request.getTargetsList()) {
      Outcome.Builder outcome = Outcome.newBuilder().setShard(target.getShard());
      String refusal = shards.refusal(target);
      SearchableIndex index = shards.indexes().get(ServedShards.shard(target));
      if (refusal != null) {
        outcome.setRefusal(refusal);
      } else if (index != null) {
        parts.add(() -> question.ask(index, call::isCancelled));
      }
      response.addOutcomes(outcome);
    }
    List<FoundPassages> found = workers.all(parts);
    int limit = question.query().limit();
    for (FoundPassage passage :
        RankFusion.merge(found.stream().map(FoundPassages::byVector).toList(), limit)) {
      response.addByVector(Wire.toMessage(passage));
    }
    for (FoundPassage passage :
        RankFusion.merge(found.stream().map(FoundPassages::byText).toList(), limit)) {
      response.addByText(Wire.toMessage(passage));
    }
    return response.build();
  }

  private static void requireDistinct(List<Target> targets) {
    Set<ShardId> distinct = new HashSet<>();
    for (Target target : targets) {
      if (!distinct.add(ServedShards.shard(target))) {
        throw new IllegalArgumentException(
            "shard " + ServedShards.shard(target) + " is asked twice");
      }
    }
    if (distinct.isEmpty()) {
      throw new IllegalArgumentException("no shard is asked");
    }
  }
}
