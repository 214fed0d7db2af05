package org.gibsey.verification.faults;

import java.util.List;
import java.util.Locale;

/**
 * How one run ended.
 *
 * @param rows searchable rows that were compared
 * @param gone rows that were written and must not be found
 * @param written writes that Cassandra acknowledged, ballast included
 * @param during of those, or of the attempts that failed, how many fell between fault and recovery
 * @param refused attempts that failed
 * @param inFlight rows that were not yet alike when the fault came
 * @param differences what stayed different; none if all is well
 * @param seconds from the beginning of the recovery to the first comparison without a difference
 */
record RunResult(
    Plan.Run run,
    int rows,
    int gone,
    int written,
    int during,
    int refused,
    int inFlight,
    List<Difference> differences,
    double seconds) {
  /** A line, and one more for every row that differs. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s (seed %d): %d rows, %d gone, %d writes (%d during the fault, %d refused), %d in"
                    + " flight, %d different, %.1f s",
                run,
                run.seed(),
                rows,
                gone,
                written,
                during,
                refused,
                inFlight,
                differences.size(),
                seconds));
    differences.forEach(difference -> text.append("\n  ").append(difference));
    return text.toString();
  }

  long count(Difference.Kind kind) {
    return differences.stream().filter(difference -> difference.kind() == kind).count();
  }
}
