package org.gibsey.shard;

import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gibsey.shard.v2.SearchRequest;
import org.gibsey.shard.v2.SearchResponse;
import org.gibsey.shard.v2.ShardServiceGrpc.ShardServiceStub;
import org.gibsey.shard.v2.Target;
import org.jspecify.annotations.Nullable;

/** Searches all shards of a server with one request. */
final class SearchMethod implements ShardMethod<SearchResponse> {
  private final SearchRequest request;
  private final @Nullable ReadAfter after;
  private final Deadline until;

  /** Which shard waits, once it is known how many there are. */
  private volatile int home = -1;

  /**
   * A search.
   *
   * @param request without targets
   * @param after a write that the row's shard waits for, or null
   * @param until how long it waits, shorter than the call
   */
  SearchMethod(SearchRequest request, @Nullable ReadAfter after, Deadline until) {
    this.request = request;
    this.after = after;
    this.until = until;
  }

  /** Every shard of a collection that has so many. */
  int[] each(int shards) {
    home = after == null ? -1 : RowShard.of(after.rowKey(), shards);
    return ShardClient.each(shards);
  }

  @Override
  public void send(
      ShardServiceStub stub, List<Target> targets, StreamObserver<SearchResponse> reply) {
    SearchRequest.Builder search = request.toBuilder().addAllTargets(targets);
    for (Target target : targets) {
      if (after != null && target.getShard() == home) {
        search.setAfter(
            AwaitMethod.request(after.rowKey(), after.write()).toBuilder()
                .setTarget(target)
                .setWaitMicros(Math.max(0, until.timeRemaining(TimeUnit.MICROSECONDS))));
      }
    }
    stub.search(search.build(), reply);
  }

  @Override
  public boolean takesSeveralShards() {
    return true;
  }

  /** A search that waits for a write is not late. */
  @Override
  public boolean mayBeHedged() {
    return after == null;
  }

  @Override
  public Map<Integer, String> refusals(
      SearchResponse response, List<Target> targets, String indexVersion) {
    return Outcomes.refusals(
        response.getOutcomesList(), response.getIndexVersion(), targets, indexVersion);
  }
}
