package org.gibsey.shard;

import org.jspecify.annotations.Nullable;

/** How far one shard of a question is. Belongs to one thread. */
final class AskedShard {
  private static final long NO_EPOCH = -1;

  private final ShardId id;
  private @Nullable Attempt<?> attempt;
  private boolean answered;
  private boolean waitedInVain;
  private @Nullable String lastFailure;
  private long failedEpoch = NO_EPOCH;
  private long retryNanos;

  AskedShard(ShardId id) {
    this.id = id;
  }

  int number() {
    return id.shard();
  }

  boolean isAnswered() {
    return answered;
  }

  @Nullable Attempt<?> attempt() {
    return attempt;
  }

  /** Its server waited for a write that was not visible in time. */
  void waitedInVain() {
    waitedInVain = true;
  }

  /** Whether nothing is wrong with it. */
  boolean wasReached() {
    return answered || waitedInVain;
  }

  boolean hasFailed() {
    return attempt == null && !answered && lastFailure != null;
  }

  void asked(Attempt<?> by) {
    attempt = by;
  }

  void answered() {
    attempt = null;
    answered = true;
  }

  /** Its attempt was cancelled: it may be asked again at once. */
  void forgetAttempt() {
    attempt = null;
  }

  /**
   * Its attempt failed.
   *
   * @param epoch of the endpoint that was asked
   * @param pauseNanos how long to wait before the same endpoint is asked again
   */
  void failed(String reason, long epoch, long pauseNanos) {
    attempt = null;
    lastFailure = reason;
    failedEpoch = epoch;
    retryNanos = System.nanoTime() + pauseNanos;
  }

  /**
   * Its attempt ended at the deadline. That alone does not say that anything is wrong with its
   * server, which may not have been asked at all: an earlier failure tells more and stays.
   */
  void ranOutOfTime(String reason) {
    attempt = null;
    if (lastFailure == null) {
      lastFailure = reason;
    }
  }

  /** Nanoseconds until it may be sent to an endpoint; 0 or less for at once. */
  long pauseBefore(Endpoint endpoint) {
    return endpoint.epoch() == failedEpoch ? retryNanos - System.nanoTime() : 0;
  }

  /** Why it has no answer. */
  MissingShard missing(boolean hasEndpoint) {
    String reason = hasEndpoint || attempt != null ? "did not answer in time" : "has no endpoint";
    return new MissingShard(id, lastFailure == null ? reason : reason + ", " + lastFailure);
  }
}
