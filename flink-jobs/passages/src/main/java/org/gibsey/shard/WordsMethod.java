package org.gibsey.shard;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import org.gibsey.shard.v2.ShardServiceGrpc.ShardServiceStub;
import org.gibsey.shard.v2.Target;
import org.gibsey.shard.v2.WordsRequest;
import org.gibsey.shard.v2.WordsResponse;

/**
 * Asks how common the words of a text are.
 *
 * @param text any text
 */
record WordsMethod(String text) implements ShardMethod<WordsResponse> {
  @Override
  public void send(
      ShardServiceStub stub, List<Target> targets, StreamObserver<WordsResponse> reply) {
    stub.words(WordsRequest.newBuilder().addAllTargets(targets).setText(text).build(), reply);
  }

  @Override
  public boolean takesSeveralShards() {
    return true;
  }

  @Override
  public Map<Integer, String> refusals(
      WordsResponse response, List<Target> targets, String indexVersion) {
    return Outcomes.refusals(
        response.getOutcomesList(), response.getIndexVersion(), targets, indexVersion);
  }
}
