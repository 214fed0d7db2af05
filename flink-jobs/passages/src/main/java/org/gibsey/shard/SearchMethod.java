package org.gibsey.shard;

import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.shard.v2.Outcome;
import org.gibsey.shard.v2.SearchRequest;
import org.gibsey.shard.v2.SearchResponse;
import org.gibsey.shard.v2.ShardServiceGrpc.ShardServiceStub;
import org.gibsey.shard.v2.Target;

/** Searches all shards of a server with one request. */
final class SearchMethod implements ShardMethod<SearchResponse> {
  private final SearchRequest request;

  /**
   * A search.
   *
   * @param request without targets
   */
  SearchMethod(SearchRequest request) {
    this.request = request;
  }

  @Override
  public void send(
      ShardServiceStub stub, List<Target> targets, StreamObserver<SearchResponse> reply) {
    stub.search(request.toBuilder().addAllTargets(targets).build(), reply);
  }

  @Override
  public boolean takesSeveralShards() {
    return true;
  }

  @Override
  public Map<Integer, String> refusals(
      SearchResponse response, List<Target> targets, String indexVersion) {
    if (!response.getIndexVersion().equals(indexVersion)) {
      throw new IllegalStateException(
          "the server has version '%s' of the index, '%s' was announced"
              .formatted(response.getIndexVersion(), indexVersion));
    }
    List<Integer> answered = response.getOutcomesList().stream().map(Outcome::getShard).toList();
    List<Integer> asked = targets.stream().map(Target::getShard).toList();
    if (!answered.equals(asked)) {
      throw new IllegalStateException(
          "shards %s answered where %s were asked".formatted(answered, asked));
    }
    Map<Integer, String> refusals = new HashMap<>();
    for (Outcome outcome : response.getOutcomesList()) {
      if (outcome.hasRefusal()) {
        refusals.put(outcome.getShard(), outcome.getRefusal());
      }
    }
    return refusals;
  }
}
