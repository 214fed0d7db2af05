package org.gibsey.shard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.shard.v2.Outcome;
import org.gibsey.shard.v2.Target;

/** Reads which of the shards that a request named are in its answer. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Why shards are not in the answer, by number of the shard.
   *
   * @param indexVersion version of the index that all of the answer must belong to
   * @throws IllegalStateException when the answer is of another version or none to these targets
   */
  static Map<Integer, String> refusals(
      List<Outcome> outcomes, String answered, List<Target> targets, String indexVersion) {
    if (!answered.equals(indexVersion)) {
      throw new IllegalStateException(
          "the server has version '%s' of the index, '%s' was announced"
              .formatted(answered, indexVersion));
    }
    List<Integer> shards = outcomes.stream().map(Outcome::getShard).toList();
    List<Integer> asked = targets.stream().map(Target::getShard).toList();
    if (!shards.equals(asked)) {
      throw new IllegalStateException(
          "shards %s answered where %s were asked".formatted(shards, asked));
    }
    Map<Integer, String> refusals = new HashMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome.hasRefusal()) {
        refusals.put(outcome.getShard(), outcome.getRefusal());
      }
    }
    return refusals;
  }
}
