package org.gibsey.shard;

import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gibsey.change.SourcePosition;
import org.gibsey.shard.v2.AwaitRequest;
import org.gibsey.shard.v2.AwaitResponse;
import org.gibsey.shard.v2.Position;
import org.gibsey.shard.v2.ShardServiceGrpc.ShardServiceStub;
import org.gibsey.shard.v2.Target;
import org.jspecify.annotations.Nullable;

/** Waits at the shard of a row for what is left of the time. */
final class AwaitMethod implements ShardMethod<AwaitResponse> {
  private final AwaitRequest request;
  private final Deadline until;

  /** A wait for a write, until a moment that lies before the deadline of the call. */
  AwaitMethod(String rowKey, AwaitedWrite write, Deadline until) {
    this.request = request(rowKey, write);
    this.until = until;
  }

  @Override
  public void send(
      ShardServiceStub stub, List<Target> targets, StreamObserver<AwaitResponse> reply) {
    long left = Math.max(0, until.timeRemaining(TimeUnit.MICROSECONDS));
    stub.await(request.toBuilder().setTarget(targets.get(0)).setWaitMicros(left).build(), reply);
  }

  @Override
  public boolean mayBeHedged() {
    return false;
  }

  /** The request without its target and time. */
  static AwaitRequest request(String rowKey, AwaitedWrite write) {
    AwaitRequest.Builder request = AwaitRequest.newBuilder().setRowKey(rowKey);
    @Nullable Long writeTime = write.writeTimeMicros();
    if (writeTime != null) {
      request.setWriteTimeMicros(writeTime);
    }
    @Nullable SourcePosition position = write.position();
    if (position != null) {
      request.setPosition(
          Position.newBuilder()
              .setTopic(position.topic())
              .setPartition(position.partition())
              .setOffset(position.offset()));
    }
    return request.build();
  }
}
