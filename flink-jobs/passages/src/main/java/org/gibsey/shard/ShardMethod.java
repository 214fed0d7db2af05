package org.gibsey.shard;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import org.gibsey.shard.v2.ShardServiceGrpc.ShardServiceStub;
import org.gibsey.shard.v2.Target;

/**
 * A method of the service, for some shards of one server.
 *
 * @param <R> the response
 */
interface ShardMethod<R> {
  /** Sends the request. */
  void send(ShardServiceStub stub, List<Target> targets, StreamObserver<R> reply);

  /** Whether one request may name several shards. */
  default boolean takesSeveralShards() {
    return false;
  }

  /** Whether a late call may be sent twice. */
  default boolean mayBeHedged() {
    return true;
  }

  /**
   * Why shards that the request named are not in the response, by number of the shard.
   *
   * @param indexVersion version of the index that all of the answer must belong to
   * @throws IllegalStateException when the response is none to this request
   */
  default Map<Integer, String> refusals(R response, List<Target> targets, String indexVersion) {
    return Map.of();
  }
}
