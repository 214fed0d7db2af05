package org.gibsey.shard;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.PassageIndex;
import org.gibsey.shard.v2.AwaitRequest;
import org.gibsey.shard.v2.AwaitResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers that wait until searches see a write. None of them holds a thread: one thread looks for
 * all of them after each refresh of an index.
 */
final class VisibilityWaiters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VisibilityWaiters.class);

  /** Each is looked up after each refresh of its shard, which takes some microseconds. */
  static final int MOST_WAITERS = 1_000;

  private final Map<ShardId, Waiting> shards = new HashMap<>();
  private final Semaphore free = new Semaphore(MOST_WAITERS);
  private final ScheduledThreadPoolExecutor thread;

  VisibilityWaiters(Map<ShardId, PassageIndex> indexes, ThreadFactory factory) {
    thread = new ScheduledThreadPoolExecutor(1, factory);
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    indexes.forEach(
        (shard, index) -> {
          Waiting waiting = new Waiting(index);
          shards.put(shard, waiting);
          index.onRefresh(waiting::refreshed);
        });
  }

  /**
   * Answers a call once searches see what it waits for, or its wait is over.
   *
   * @param call whose shard is served here; when it is cancelled, nobody waits any more
   * @param reply gets the answer
   * @throws IllegalArgumentException when the request waits for nothing
   */
  void add(AwaitRequest request, StreamObserver<?> call, StreamObserver<AwaitResponse> reply) {
    AwaitedWrite write = write(request);
    Waiting waiting = shards.get(ServedShards.shard(request.getTarget()));
    if (waiting == null) {
      throw new IllegalStateException("only shards of this server may be awaited");
    }
    if (!free.tryAcquire()) {
      reply.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription(MOST_WAITERS + " others wait for writes already")
              .asException());
      return;
    }
    Waiter waiter = new Waiter(waiting, request.getRowKey(), write, reply);
    waiting.waiters.add(waiter);
    if (call instanceof ServerCallStreamObserver<?> cancellable) {
      cancellable.setOnCancelHandler(waiter::leave);
    }
    try {
      waiter.endAfter(request.getWaitMicros());
      thread.execute(() -> waiting.look(waiter));
    } catch (RejectedExecutionException e) {
      waiter.sendAway();
    }
  }

  /** How many wait at this moment. */
  int size() {
    return MOST_WAITERS - free.availablePermits();
  }

  /** Sends all waiters away, to wait where the shards are served next. */
  @Override
  public void close() {
    thread.shutdown();
    shards.values().forEach(waiting -> waiting.waiters.forEach(Waiter::sendAway));
  }

  /** Whether nothing looks at the indexes any more, some time after {@link #close}. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return thread.awaitTermination(seconds, TimeUnit.SECONDS);
  }

  private static AwaitedWrite write(AwaitRequest request) {
    var position = request.getPosition();
    return new AwaitedWrite(
        request.hasWriteTimeMicros() ? request.getWriteTimeMicros() : null,
        request.hasPosition()
            ? new SourcePosition(position.getTopic(), position.getPartition(), position.getOffset())
            : null);
  }

  /** Those who wait for one shard. */
  private final class Waiting {
    private final PassageIndex index;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();

    Waiting(PassageIndex index) {
      this.index = index;
    }

    /** Called by the thread that refreshes, which must not be held up. */
    void refreshed() {
      if (waiters.isEmpty() || !due.compareAndSet(false, true)) {
        return;
      }
      try {
        thread.execute(this::lookAtAll);
      } catch (RejectedExecutionException e) {
        LOG.debug("Closed, nobody waits any more");
      }
    }

    private void lookAtAll() {
      // Before looking: what a refresh during the look shows must be looked at again.
      due.set(false);
      waiters.forEach(this::look);
    }

    void look(Waiter waiter) {
      try {
        if (index.visible(waiter.rowKey).filter(waiter.write::isIn).isPresent()) {
          waiter.answer(true);
        }
      } catch (IOException | RuntimeException e) {
        LOG.error("A shard could not tell what of a row is visible", e);
        waiter.fail(Status.INTERNAL.withDescription("the shard failed"));
      }
    }
  }

  /** One caller. Whoever comes first ends its wait: the write, the time, or the caller itself. */
  private final class Waiter {
    private final Waiting waiting;
    private final String rowKey;
    private final AwaitedWrite write;
    private final StreamObserver<AwaitResponse> reply;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Runnable cancelTimer = () -> {};

    Waiter(
        Waiting waiting, String rowKey, AwaitedWrite write, StreamObserver<AwaitResponse> reply) {
      this.waiting = waiting;
      this.rowKey = rowKey;
      this.write = write;
      this.reply = reply;
    }

    void endAfter(long micros) {
      var timer = thread.schedule(() -> answer(false), micros, TimeUnit.MICROSECONDS);
      cancelTimer = () -> timer.cancel(false);
    }

    void answer(boolean visible) {
      if (leave()) {
        reply.onNext(AwaitResponse.newBuilder().setVisible(visible).build());
        reply.onCompleted();
      }
    }

    void sendAway() {
      fail(Status.UNAVAILABLE.withDescription("the server is closing"));
    }

    void fail(Status status) {
      if (leave()) {
        reply.onError(status.asException());
      }
    }

    /** Ends the wait; false when it was over. */
    boolean leave() {
      if (!over.compareAndSet(false, true)) {
        return false;
      }
      waiting.waiters.remove(this);
      cancelTimer.run();
      free.release();
      return true;
    }
  }
}
