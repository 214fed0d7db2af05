package org.gibsey.tools.reconcile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to publish for a row.
 *
 * @param records empty when nothing can help
 * @param obstacle why nothing can, and what a person can do; null otherwise
 */
record RepairPlan(List<ChangeRecord> records, @Nullable String obstacle) {
  RepairPlan {
    records = List.copyOf(records);
  }

  static RepairPlan publish(List<ChangeRecord> records) {
    return new RepairPlan(records, null);
  }

  static RepairPlan impossible(String obstacle) {
    return new RepairPlan(List.of(), obstacle);
  }
}
