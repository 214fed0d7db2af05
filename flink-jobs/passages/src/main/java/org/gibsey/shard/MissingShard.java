package org.gibsey.shard;

/**
 * A shard without an answer.
 *
 * @param shard the shard
 * @param reason why it is missing; names machines, so it is for logs rather than for readers
 */
public record MissingShard(ShardId shard, String reason) {
  @Override
  public String toString() {
    return "shard " + shard + ": " + reason;
  }
}
