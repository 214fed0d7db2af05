package org.gibsey.tools.reconcile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Why a row cannot be repaired with true write times, and what a person can do, in words. */
final class Obstacles {
  private Obstacles() {}

  static String future(SearchableRow indexed) {
    return "its write time in the index lies in the future (%s); write the row again %s"
        .formatted(time(indexed), above(indexed));
  }

  static String ahead(SearchableRow indexed, SearchableRow expected) {
    return "the index holds a later write (%s) than Cassandra (%s); write the row again %s"
        .formatted(time(indexed), time(expected), above(indexed));
  }

  /** What was published did not change the index as it should. */
  static String noEffect(RowState row) {
    SearchableRow indexed = row.indexed();
    return indexed == null
        ? "published without effect: the job knows of a later delete of it, or could not embed its"
            + " text this time either (deploy/dead-letters list); write the row again"
        : "published without effect: the index holds a later write of a column (up to %s);"
                .formatted(time(indexed))
            + " write the row again "
            + above(indexed);
  }

  private static String above(SearchableRow indexed) {
    return "USING TIMESTAMP " + (indexed.writeTimeMicros() + 1) + " or later";
  }

  private static Instant time(SearchableRow row) {
    return Instant.EPOCH.plus(row.writeTimeMicros(), ChronoUnit.MICROS);
  }
}
