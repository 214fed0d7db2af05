package org.gibsey.tools.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * One row on both sides.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param source the row in Cassandra, or null when there is none
 * @param expected what the index should hold; null for nothing
 * @param indexed what it holds; null for nothing
 */
record RowState(
    String rowKey,
    @Nullable SourceRow source,
    @Nullable SearchableRow expected,
    @Nullable SearchableRow indexed) {

  /** Null when both sides agree. */
  @Nullable Difference difference() {
    return Difference.between(expected, indexed);
  }
}
