package org.gibsey.shard;

import io.grpc.Deadline;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Asks some shards at the same time and waits for their answers. */
final class ScatterGather {
  // gRPC ends every call at its deadline; this is how long that may take to be told.
  private static final long GRACE_MILLIS = 500;

  // A change may come just before one begins to wait for it.
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final EndpointDirectory directory;
  private final ChannelPool channels;

  ScatterGather(EndpointDirectory directory, ChannelPool channels) {
    this.directory = directory;
    this.channels = channels;
  }

  /**
   * All shards of a collection, in order. Waits until the announcements were read once.
   *
   * @throws ShardsUnavailableException when the collection was never announced
   */
  List<ShardId> shards(String collection, Deadline deadline) throws ShardsUnavailableException {
    while (!directory.isCaughtUp()) {
      if (deadline.isExpired()) {
        throw new ShardsUnavailableException("the announcements of shards could not be read yet");
      }
      directory.changeOrPause(PAUSE).join();
    }
    int count = directory.endpoints(collection).size();
    if (count == 0) {
      throw new ShardsUnavailableException("no shard of " + collection + " was announced yet");
    }
    return IntStream.range(0, count).mapToObj(shard -> new ShardId(collection, shard)).toList();
  }

  /**
   * Answers of all given shards, in their order.
   *
   * @throws ShardsUnavailableException when one of them did not answer before the deadline
   * @throws IllegalArgumentException when a shard refused the arguments
   */
  <R> List<R> askAll(List<ShardId> shards, Deadline deadline, ShardCall.Method<R> method)
      throws ShardsUnavailableException {
    List<CompletableFuture<R>> sent = new ArrayList<>(shards.size());
    for (ShardId shard : shards) {
      sent.add(new ShardCall<>(directory, channels, shard, deadline, method).send());
    }
    List<R> answers = new ArrayList<>(shards.size());
    for (int i = 0; i < sent.size(); i++) {
      answers.add(await(sent.get(i), shards.get(i), deadline));
    }
    return answers;
  }

  /** Answers of those shards that answer at the first attempt. */
  <R> List<R> askOnce(List<ShardId> shards, Deadline deadline, ShardCall.Method<R> method) {
    List<CompletableFuture<Optional<R>>> sent = new ArrayList<>(shards.size());
    for (ShardId shard : shards) {
      sent.add(
          new ShardCall<>(directory, channels, shard, deadline, method)
              .sendOnce()
              .thenApply(Optional::of)
              .exceptionally(unavailable -> Optional.empty()));
    }
    return sent.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  private static <R> R await(CompletableFuture<R> sent, ShardId shard, Deadline deadline)
      throws ShardsUnavailableException {
    try {
      long millis = Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)) + GRACE_MILLIS;
      return sent.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Status status = Status.fromThrowable(e);
      if (status.getCode() == Status.Code.INVALID_ARGUMENT) {
        throw new IllegalArgumentException(status.getDescription(), e);
      }
      throw unanswered(shard, e);
    } catch (TimeoutException e) {
      throw unanswered(shard, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(shard, e);
    }
  }

  private static ShardsUnavailableException unanswered(ShardId shard, Throwable cause) {
    return new ShardsUnavailableException("shard " + shard + " did not answer in time", cause);
  }
}
