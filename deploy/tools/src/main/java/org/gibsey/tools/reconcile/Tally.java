package org.gibsey.tools.reconcile;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts rows of one collection. Not for use by several threads. */
final class Tally {
  private final int mostFindings;
  private final Map<Difference, Long> differences = new EnumMap<>(Difference.class);
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private long inIndex;
  private long inCassandra;
  private long notSearchable;
  private long equal;
  private long changing;
  private long republished;
  private long repaired;
  private long notRepaired;

  /**
   * @param mostFindings rows that are named one by one
   */
  Tally(int mostFindings) {
    this.mostFindings = mostFindings;
    Arrays.stream(Difference.values()).forEach(each -> differences.put(each, 0L));
  }

  void indexed(long rows) {
    inIndex = rows;
  }

  void readFromCassandra(boolean searchable) {
    inCassandra++;
    notSearchable += searchable ? 0 : 1;
  }

  /** Both sides agree on a row; one that neither can find counts as none. */
  void equal(boolean searchable) {
    equal += searchable ? 1 : 0;
  }

  void changing(long rows) {
    changing += rows;
  }

  void differs(RowState row) {
    Difference difference = Objects.requireNonNull(row.difference(), "it is equal");
    differences.merge(difference, 1L, Long::sum);
    note(new Finding(row.rowKey(), difference, null));
  }

  void republished() {
    republished++;
  }

  void repaired() {
    repaired++;
  }

  void notRepaired(RowState row, String obstacle) {
    notRepaired++;
    Difference difference = Objects.requireNonNull(row.difference(), "it is equal");
    note(new Finding(row.rowKey(), difference, obstacle));
  }

  long compared() {
    return inCassandra;
  }

  long differing() {
    return differences.values().stream().mapToLong(Long::longValue).sum();
  }

  long notRepaired() {
    return notRepaired;
  }

  /** Whatever a reader of the summary is told, under the names of its JSON. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("in_cassandra", inCassandra);
    counts.put("not_searchable", notSearchable);
    counts.put("in_index", inIndex);
    counts.put("equal", equal);
    counts.put("missing", count(Difference.MISSING));
    counts.put("older", count(Difference.OLDER));
    counts.put("different", count(Difference.DIFFERENT));
    counts.put("newer", count(Difference.NEWER));
    counts.put("only_in_index", count(Difference.EXTRA));
    counts.put("changing", changing);
    counts.put("republished", republished);
    counts.put("repaired", repaired);
    counts.put("not_repaired", notRepaired);
    return counts;
  }

  /** The first rows that differ, and as many of those that could not be repaired. */
  Collection<Finding> findings() {
    return List.copyOf(findings.values());
  }

  private long count(Difference difference) {
    return differences.getOrDefault(difference, 0L);
  }

  private void note(Finding finding) {
    int most = finding.obstacle() == null ? mostFindings : 2 * mostFindings;
    if (findings.size() < most || findings.containsKey(finding.rowKey())) {
      findings.put(finding.rowKey(), finding);
    }
  }
}
