package org.gibsey.tools.reconcile;

import org.jspecify.annotations.Nullable;

/** Reads one row from the index and from Cassandra. */
final class BothSides {
  private final IndexSide index;
  private final SourceRows rows;
  private final RowMeaning meaning;

  BothSides(IndexSide index, SourceRows rows, RowMeaning meaning) {
    this.index = index;
    this.rows = rows;
    this.meaning = meaning;
  }

  /**
   * The index is read first: whatever it holds came from Cassandra before, so that a value which
   * Cassandra then lacks was deleted, and is not one that was only just written.
   */
  RowState read(String rowKey) {
    @Nullable SearchableRow indexed = index.row(rowKey);
    @Nullable SourceRow source = rows.read(rowKey).orElse(null);
    @Nullable SearchableRow expected = source == null ? null : meaning.of(source).orElse(null);
    return new RowState(rowKey, source, expected, indexed);
  }
}
