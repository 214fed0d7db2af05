package org.gibsey.indexing.snapshot;

import java.util.Collection;
import java.util.List;

/**
 * What a checkpoint holds: a commit of each shard.
 *
 * @param checkpoint its number
 * @param takenMillis when it was taken, in milliseconds since 1970
 * @param commits one for each shard, each retained for this checkpoint
 */
record HeldCheckpoint(long checkpoint, long takenMillis, List<HeldCommit> commits) {
  static HeldCheckpoint of(long checkpoint, long takenMillis, Collection<HeldCommit> commits) {
    return new HeldCheckpoint(
        checkpoint, takenMillis, commits.stream().map(HeldCommit::retain).toList());
  }

  void release() {
    commits.forEach(HeldCommit::release);
  }
}
