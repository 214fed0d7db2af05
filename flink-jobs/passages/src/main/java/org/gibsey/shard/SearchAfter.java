package org.gibsey.shard;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.gibsey.shard.v2.AwaitResponse;

/**
 * Goes on with a search when the wait for a write is over.
 *
 * @param reply of the search
 * @param search starts the search, which then answers
 */
record SearchAfter(StreamObserver<?> reply, Runnable search)
    implements StreamObserver<AwaitResponse> {
  @Override
  public void onNext(AwaitResponse over) {
    if (over.getVisible()) {
      search.run();
    } else {
      reply.onError(
          Reason.NOT_VISIBLE.failure(
              Status.DEADLINE_EXCEEDED.withDescription("the awaited write is not searchable yet")));
    }
  }

  @Override
  public void onError(Throwable failure) {
    reply.onError(failure);
  }

  /** The search completes its reply itself. */
  @Override
  public void onCompleted() {}
}
