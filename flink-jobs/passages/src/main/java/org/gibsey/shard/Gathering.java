package org.gibsey.shard;

import io.grpc.Deadline;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One question to some shards of a collection, each of which is answered exactly once, all of them
 * by one version of the index. Runs in the thread that asks.
 *
 * <p>A shard that is refused, or whose server can't be reached, is asked again at its newest
 * endpoint until the deadline; those that answered already are not. When another version of the
 * index is announced meanwhile, all of it begins again.
 *
 * @param <R> the response of a server
 */
final class Gathering<R> implements Attempt.Listener<R> {
  // How long to wait for an announcement before the known endpoint is tried again.
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Connections connections;
  private final String collection;
  private final IntFunction<int[]> wanted;
  private final ShardMethod<R> method;
  private final Deadline deadline;
  private final Mailbox mailbox = new Mailbox();

  private CollectionEndpoints known = new CollectionEndpoints("", List.of());
  private List<AskedShard> shards = List.of();
  private final List<R> answers = new ArrayList<>();

  /** What no further attempt heals. */
  private @Nullable Status fatal;

  /** What {@link #fatal} does not tell. */
  private @Nullable Reason reason;

  /**
   * A question that was not asked yet.
   *
   * @param wanted numbers of the shards to ask, when the collection has so many
   */
  Gathering(
      Connections connections,
      String collection,
      IntFunction<int[]> wanted,
      ShardMethod<R> method,
      Deadline deadline) {
    this.connections = connections;
    this.collection = collection;
    this.wanted = wanted;
    this.method = method;
    this.deadline = deadline;
  }

  /**
   * Asks again until all shards answered.
   *
   * @return the answers of servers, together with each wanted shard once
   * @throws ShardsUnavailableException when not every shard answered before the deadline
   * @throws IllegalArgumentException when a shard refused the arguments
   */
  List<R> all() throws ShardsUnavailableException {
    ask(AskedShard::isAnswered);
    if (!isDone(AskedShard::isAnswered)) {
      throw unavailable();
    }
    return answers;
  }

  /**
   * Asks once.
   *
   * @return the answers of those servers that answered
   * @throws ShardsUnavailableException when the collection was never announced
   * @throws IllegalArgumentException when a shard refused the arguments
   */
  List<R> some() throws ShardsUnavailableException {
    ask(shard -> shard.isAnswered() || shard.hasFailed() || endpoint(shard) == null);
    if (shards.isEmpty()) {
      throw unavailable();
    }
    return answers;
  }

  /** How many shards the collection has, by the newest announcement. */
  int shardsOfCollection() {
    return known.shards().size();
  }

  private void ask(Predicate<AskedShard> settled) throws ShardsUnavailableException {
    Object ticket = connections.directory().listen(() -> mailbox.execute(() -> {}));
    try {
      while (true) {
        follow();
        if (isDone(settled) || fatal != null || deadline.isExpired()) {
          break;
        }
        sendDue();
        mailbox.run(Math.max(1, nanosToWait()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShardsUnavailableException("interrupted while waiting for shards", e);
    } finally {
      connections.directory().forget(ticket);
      cancelAll();
    }
    if (fatal != null && fatal.getCode() == Status.Code.INVALID_ARGUMENT) {
      throw Reason.refusal(fatal, reason);
    }
  }

  private boolean isDone(Predicate<AskedShard> settled) {
    return !shards.isEmpty() && shards.stream().allMatch(settled);
  }

  /** Takes note of the newest announcements. */
  @SuppressWarnings("ReferenceEquality") // the directory makes a new object for every change
  private void follow() throws ShardsUnavailableException {
    EndpointDirectory directory = connections.directory();
    if (!directory.isCaughtUp()) {
      return;
    }
    CollectionEndpoints newest = directory.of(collection);
    if (newest.shards().isEmpty()) {
      throw new ShardsUnavailableException("no shard of " + collection + " was announced yet");
    }
    if (newest == known) {
      return;
    }
    boolean same =
        newest.indexVersion().equals(known.indexVersion())
            && newest.shards().size() == known.shards().size();
    known = newest;
    if (!same) {
      cancelAll();
      answers.clear();
      shards =
          Arrays.stream(wanted.apply(newest.shards().size()))
              .mapToObj(shard -> new AskedShard(new ShardId(collection, shard)))
              .toList();
      return;
    }
    for (AskedShard shard : shards) {
      Attempt<?> attempt = shard.attempt();
      if (attempt != null && !newest.shards().containsAll(attempt.endpoints())) {
        // One of its shards moved: whatever it brings, that shard must be asked elsewhere.
        cancel(attempt);
      }
    }
  }

  private void sendDue() {
    Map<Object, List<Endpoint>> servers = new LinkedHashMap<>();
    for (AskedShard shard : shards) {
      Endpoint endpoint = endpoint(shard);
      boolean idle = !shard.isAnswered() && shard.attempt() == null;
      if (idle && endpoint != null && shard.pauseBefore(endpoint) <= 0) {
        if (shard.hasFailed()) {
          connections.channels().forgetFailures(endpoint);
        }
        Object server = method.takesSeveralShards() ? endpoint.address() : shard;
        servers.computeIfAbsent(server, address -> new ArrayList<>()).add(endpoint);
      }
    }
    for (List<Endpoint> endpoints : servers.values()) {
      Attempt<R> attempt = new Attempt<>(endpoints, method, this);
      of(attempt).forEach(shard -> shard.asked(attempt));
      attempt.send(connections, mailbox, deadline);
    }
    Duration hedgeAfter = connections.hedging().after();
    if (hedgeAfter != null) {
      for (Attempt<?> attempt : underWay()) {
        if (attempt.untilHedge(hedgeAfter.toNanos()).orElse(1) <= 0) {
          attempt.hedge(connections, mailbox, deadline);
        }
      }
    }
  }

  private long nanosToWait() {
    long nanos = deadline.timeRemaining(TimeUnit.NANOSECONDS);
    for (AskedShard shard : shards) {
      Endpoint endpoint = endpoint(shard);
      if (shard.hasFailed() && endpoint != null) {
        nanos = Math.min(nanos, shard.pauseBefore(endpoint));
      }
    }
    Duration hedgeAfter = connections.hedging().after();
    if (hedgeAfter != null) {
      for (Attempt<?> attempt : underWay()) {
        nanos = Math.min(nanos, attempt.untilHedge(hedgeAfter.toNanos()).orElse(nanos));
      }
    }
    return nanos;
  }

  @Override
  public void answered(Attempt<R> attempt, R response) {
    Map<Integer, String> refusals;
    try {
      refusals = method.refusals(response, attempt.targets(), known.indexVersion());
    } catch (IllegalStateException e) {
      failed(attempt, Status.FAILED_PRECONDITION.withDescription(e.getMessage()), null);
      return;
    }
    answers.add(response);
    for (Endpoint endpoint : attempt.endpoints()) {
      AskedShard shard = of(endpoint);
      String refusal = refusals.get(shard.number());
      if (refusal == null) {
        shard.answered();
      } else {
        shard.failed(refusal, endpoint.epoch(), PAUSE_NANOS);
      }
    }
  }

  @Override
  public void failed(Attempt<R> attempt, Status status, @Nullable Reason why) {
    switch (status.getCode()) {
      case UNAVAILABLE, FAILED_PRECONDITION, CANCELLED -> {}
      default -> {
        fatal = status;
        reason = why;
      }
    }
    if (why == Reason.NOT_VISIBLE) {
      of(attempt).forEach(AskedShard::waitedInVain);
    }
    String failure = status.getCode() + ": " + status.getDescription();
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      of(attempt).forEach(shard -> shard.ranOutOfTime(failure));
      return;
    }
    for (Endpoint endpoint : attempt.endpoints()) {
      of(endpoint).failed(failure, endpoint.epoch(), PAUSE_NANOS);
    }
  }

  private ShardsUnavailableException unavailable() {
    if (fatal != null && !shards.isEmpty() && shards.stream().allMatch(AskedShard::wasReached)) {
      return new WriteNotVisibleException(fatal.asException());
    }
    if (shards.isEmpty()) {
      return new ShardsUnavailableException("the announcements of shards could not be read yet");
    }
    return new ShardsUnavailableException(
        shards.stream()
            .filter(shard -> !shard.isAnswered())
            .map(shard -> shard.missing(endpoint(shard) != null))
            .toList());
  }

  private Set<Attempt<?>> underWay() {
    Set<Attempt<?>> attempts = new LinkedHashSet<>();
    for (AskedShard shard : shards) {
      Attempt<?> attempt = shard.attempt();
      if (attempt != null) {
        attempts.add(attempt);
      }
    }
    return attempts;
  }

  private void cancelAll() {
    underWay().forEach(this::cancel);
  }

  private void cancel(Attempt<?> attempt) {
    attempt.cancel();
    of(attempt).forEach(AskedShard::forgetAttempt);
  }

  private List<AskedShard> of(Attempt<?> attempt) {
    return attempt.endpoints().stream().map(this::of).toList();
  }

  private AskedShard of(Endpoint endpoint) {
    int number = endpoint.announcement().shard().shard();
    return shards.stream().filter(shard -> shard.number() == number).findFirst().orElseThrow();
  }

  private @Nullable Endpoint endpoint(AskedShard shard) {
    return known.shards().get(shard.number());
  }
}
