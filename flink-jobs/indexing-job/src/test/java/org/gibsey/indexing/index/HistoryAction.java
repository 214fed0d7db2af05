package org.gibsey.indexing.index;

import java.util.Random;

/** What happens to an index, some of it more often. */
enum HistoryAction {
  WRITE(12),
  LOOK(1),
  CHECKPOINT(5),
  ABORTED_CHECKPOINT(2),
  SAVEPOINT(1),
  KILL(2),
  RESCALE(2),
  CHANGE_COLLECTIONS(1);

  private final int weight;

  HistoryAction(int weight) {
    this.weight = weight;
  }

  static HistoryAction any(Random random) {
    int all = 0;
    for (HistoryAction action : values()) {
      all += action.weight;
    }
    int left = random.nextInt(all);
    for (HistoryAction action : values()) {
      left -= action.weight;
      if (left < 0) {
        return action;
      }
    }
    throw new AssertionError("the weights add up");
  }
}
