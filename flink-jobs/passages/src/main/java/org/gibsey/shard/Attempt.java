package org.gibsey.shard;

import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.gibsey.shard.v2.ShardServiceGrpc;
import org.gibsey.shard.v2.Target;
import org.jspecify.annotations.Nullable;

/**
 * One request to one server, sent once or, hedged, twice. Belongs to one thread.
 *
 * @param <R> the response
 */
final class Attempt<R> {
  private final List<Endpoint> endpoints;
  private final List<Target> targets;
  private final ShardMethod<R> method;
  private final Listener<R> listener;
  private final long sentNanos = System.nanoTime();
  private int underWay;
  private boolean mayBeHedged = true;
  private boolean over;
  private final List<ClientCallStreamObserver<?>> calls = new ArrayList<>(2);

  /**
   * An attempt that was not sent yet.
   *
   * @param endpoints of the shards, all of one server
   * @param listener told once how it ended, unless it was cancelled
   */
  Attempt(List<Endpoint> endpoints, ShardMethod<R> method, Listener<R> listener) {
    this.endpoints = endpoints;
    this.targets = endpoints.stream().map(Attempt::target).toList();
    this.method = method;
    this.listener = listener;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  List<Target> targets() {
    return targets;
  }

  /** Nanoseconds until it may be sent a second time; none left when that was decided already. */
  OptionalLong untilHedge(long afterNanos) {
    return mayBeHedged && method.mayBeHedged()
        ? OptionalLong.of(sentNanos + afterNanos - System.nanoTime())
        : OptionalLong.empty();
  }

  /** Sends the request; callbacks run in the mailbox. */
  void send(Connections connections, Mailbox mailbox, Deadline deadline) {
    connections.budget().called();
    send(connections.channels(), ChannelPool.FIRST, mailbox, deadline);
  }

  /** Sends the request once more over another connection, if the budget lasts. */
  void hedge(Connections connections, Mailbox mailbox, Deadline deadline) {
    mayBeHedged = false;
    if (connections.budget().take()) {
      send(connections.channels(), ChannelPool.SECOND, mailbox, deadline);
    }
  }

  /** Ends it without telling anybody. */
  void cancel() {
    over = true;
    calls.forEach(call -> call.cancel("not needed any more", null));
  }

  private void send(ChannelPool channels, int lane, Mailbox mailbox, Deadline deadline) {
    underWay++;
    var stub =
        ShardServiceGrpc.newStub(channels.channel(endpoints.get(0), lane))
            .withDeadline(deadline)
            .withExecutor(mailbox);
    method.send(stub, targets, new Reply());
  }

  private void answered(R response) {
    if (!over) {
      over = true;
      if (underWay > 1) {
        cancel();
      }
      listener.answered(this, response);
    }
  }

  private void failed(Throwable failure) {
    underWay--;
    // While the other call is under way there is hope.
    if (!over && underWay == 0) {
      over = true;
      listener.failed(this, Status.fromThrowable(failure), Reason.of(failure));
    }
  }

  private static Target target(Endpoint endpoint) {
    ShardId shard = endpoint.announcement().shard();
    return Target.newBuilder()
        .setCollection(shard.collection())
        .setShard(shard.shard())
        .setEpoch(endpoint.epoch())
        .build();
  }

  /** Told how an attempt ended. */
  interface Listener<R> {
    void answered(Attempt<R> attempt, R response);

    void failed(Attempt<R> attempt, Status status, @Nullable Reason reason);
  }

  private final class Reply implements ClientResponseObserver<Object, R> {
    private @Nullable R response;

    @Override
    public void beforeStart(ClientCallStreamObserver<Object> call) {
      calls.add(call);
    }

    @Override
    public void onNext(R message) {
      response = message;
    }

    @Override
    public void onError(Throwable failure) {
      failed(failure);
    }

    @Override
    public void onCompleted() {
      R message = response;
      if (message == null) {
        failed(Status.INTERNAL.withDescription("the shard sent no response").asException());
      } else {
        answered(message);
      }
    }
  }
}
