package org.gibsey.shard;

import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.gibsey.shard.v1.ShardServiceGrpc;
import org.gibsey.shard.v1.ShardServiceGrpc.ShardServiceStub;
import org.gibsey.shard.v1.Target;
import org.jspecify.annotations.Nullable;

/**
 * One call to whichever server has a shard: goes on to the next announced endpoint while the
 * deadline lasts.
 *
 * @param <R> the response
 */
final class ShardCall<R> {
  // How long to wait for an announcement before the known endpoint is tried again.
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final EndpointDirectory directory;
  private final ChannelPool channels;
  private final ShardId shard;
  private final Deadline deadline;
  private final Method<R> method;

  /** Why the attempt before the current one failed. */
  private volatile @Nullable Throwable refusal;

  ShardCall(
      EndpointDirectory directory,
      ChannelPool channels,
      ShardId shard,
      Deadline deadline,
      Method<R> method) {
    this.directory = directory;
    this.channels = channels;
    this.shard = shard;
    this.deadline = deadline;
    this.method = method;
  }

  /** Sends the request; the future fails with a {@link io.grpc.StatusRuntimeException}. */
  CompletableFuture<R> sendOnce() {
    Endpoint endpoint = directory.endpoint(shard);
    if (endpoint == null) {
      return CompletableFuture.failedFuture(
          Status.UNAVAILABLE
              .withDescription("shard " + shard + " has no endpoint")
              .asRuntimeException());
    }
    Target target =
        Target.newBuilder()
            .setCollection(shard.collection())
            .setShard(shard.shard())
            .setEpoch(endpoint.epoch())
            .build();
    Reply<R> reply = new Reply<>();
    ShardServiceStub stub =
        ShardServiceGrpc.newStub(channels.channel(endpoint)).withDeadline(deadline);
    method.call(stub, target, reply);
    return reply.future;
  }

  /** Sends the request, again and again when the shard moves or its server can't be reached. */
  CompletableFuture<R> send() {
    return sendOnce().exceptionallyCompose(this::sendAgain);
  }

  private CompletableFuture<R> sendAgain(Throwable failure) {
    if (!mayMove(failure) || deadline.isExpired()) {
      if (refusal != null) {
        // The last attempt often just runs out of time; this says why it was needed.
        failure.addSuppressed(refusal);
      }
      return CompletableFuture.failedFuture(failure);
    }
    refusal = failure;
    return directory
        .changeOrPause(PAUSE)
        .thenCompose(
            changed -> {
              forgetFailures();
              return send();
            });
  }

  private void forgetFailures() {
    Endpoint endpoint = directory.endpoint(shard);
    if (endpoint != null) {
      channels.forgetFailures(endpoint);
    }
  }

  private static boolean mayMove(Throwable failure) {
    Status.Code code = Status.fromThrowable(failure).getCode();
    return code == Status.Code.UNAVAILABLE || code == Status.Code.FAILED_PRECONDITION;
  }

  /** A method of the service. */
  interface Method<R> {
    void call(ShardServiceStub stub, Target target, StreamObserver<R> reply);
  }

  private static final class Reply<R> implements StreamObserver<R> {
    private final CompletableFuture<R> future = new CompletableFuture<>();

    @Override
    public void onNext(R response) {
      future.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      future.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      // Does nothing after a response; without one, the caller must not wait for ever.
      future.completeExceptionally(
          Status.INTERNAL.withDescription("the shard sent no response").asRuntimeException());
    }
  }
}
