package org.gibsey.tools.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tells differences from changes on their way: a difference is one that is still there after a
 * while in which the row did not change in Cassandra.
 */
final class Settling {
  /** A row that changes more often than that is left alone, and counted. */
  private static final int ROUNDS = 5;

  private final BothSides sides;
  private final Duration settle;
  private final Tally tally;

  Settling(BothSides sides, Duration settle, Tally tally) {
    this.sides = sides;
    this.settle = settle;
    this.tally = tally;
  }

  /** The rows that do differ, as they are now. */
  List<RowState> differing(List<Candidate> candidates) {
    List<RowState> differing = new ArrayList<>();
    List<Candidate> open = candidates;
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      Pause.of(settle);
      List<Candidate> changed = new ArrayList<>();
      for (Candidate candidate : open) {
        RowState now = sides.read(candidate.rowKey());
        if (now.difference() == null) {
          tally.equal(now.expected() != null);
        } else if (Objects.equals(now.expected(), candidate.expected())) {
          differing.add(now);
        } else {
          changed.add(new Candidate(candidate.rowKey(), now.expected()));
        }
      }
      open = changed;
    }
    tally.changing(open.size());
    return differing;
  }
}
