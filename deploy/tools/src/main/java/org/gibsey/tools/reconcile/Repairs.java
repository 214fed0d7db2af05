package org.gibsey.tools.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows that may differ, and settles, counts and repairs them, {@value #MOST_CANDIDATES} at
 * a time.
 */
final class Repairs {
  private static final int MOST_CANDIDATES = 500;

  /** A repair may bring to light what the job knew of the row beside what was in the index. */
  private static final int ATTEMPTS = 3;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final BothSides sides;
  private final Settling settling;
  private final RepairPlanner planner;
  private final @Nullable Republisher republisher;
  private final Duration patience;
  private final Tally tally;
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * @param republisher null to count only
   * @param patience how long to wait for the index when no row becomes equal meanwhile; zero for
   *     not at all
   */
  Repairs(
      BothSides sides,
      Settling settling,
      RepairPlanner planner,
      @Nullable Republisher republisher,
      Duration patience,
      Tally tally) {
    this.sides = sides;
    this.settling = settling;
    this.planner = planner;
    this.republisher = republisher;
    this.patience = patience;
    this.tally = tally;
  }

  void add(Candidate candidate) {
    candidates.add(candidate);
    if (candidates.size() >= MOST_CANDIDATES) {
      flush();
    }
  }

  /** Deals with what was collected. */
  void flush() {
    List<RowState> differing = settling.differing(List.copyOf(candidates));
    candidates.clear();
    differing.forEach(tally::differs);
    if (republisher == null || differing.isEmpty()) {
      return;
    }
    List<RowState> open = publish(differing, republisher);
    open.forEach(row -> tally.republished());
    for (int attempt = 1; !patience.isZero() && !open.isEmpty(); attempt++) {
      List<RowState> left = awaitRepair(open);
      List<RowState> again = new ArrayList<>();
      for (RowState row : left) {
        boolean stuck = attempt == ATTEMPTS || sameAs(open, row);
        if (stuck) {
          tally.notRepaired(row, Obstacles.noEffect(row));
        } else {
          again.add(row);
        }
      }
      open = publish(again, republisher);
    }
  }

  /** The rows for which something could be published. */
  private List<RowState> publish(List<RowState> rows, Republisher to) {
    List<RowState> published = new ArrayList<>();
    for (RowState row : rows) {
      RepairPlan plan = planner.plan(row);
      if (plan.obstacle() != null) {
        tally.notRepaired(row, plan.obstacle());
      } else {
        to.publish(plan.records());
        published.add(row);
      }
    }
    to.flush();
    return published;
  }

  /** The rows that still differ when nothing moves any more, as they are then. */
  private List<RowState> awaitRepair(List<RowState> rows) {
    Map<String, RowState> open = new LinkedHashMap<>();
    rows.forEach(row -> open.put(row.rowKey(), row));
    long lastProgress = System.nanoTime();
    while (!open.isEmpty() && System.nanoTime() - lastProgress < patience.toNanos()) {
      Pause.of(LOOK_AGAIN);
      for (String rowKey : List.copyOf(open.keySet())) {
        RowState now = sides.read(rowKey);
        if (now.difference() == null) {
          open.remove(rowKey);
          tally.repaired();
          lastProgress = System.nanoTime();
        } else {
          open.put(rowKey, now);
        }
      }
    }
    return List.copyOf(open.values());
  }

  private static boolean sameAs(List<RowState> planned, RowState row) {
    return planned.stream()
        .filter(before -> before.rowKey().equals(row.rowKey()))
        .allMatch(before -> Objects.equals(before.indexed(), row.indexed()));
  }
}
