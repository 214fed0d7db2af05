package org.gibsey.tools.reconcile;

import org.jspecify.annotations.Nullable;

/** How the index differs from Cassandra in one row. */
enum Difference {
  MISSING("missing in the index"),
  OLDER("older in the index"),
  /** Of the same write time, with another content. */
  DIFFERENT("different"),
  NEWER("newer in the index"),
  /** Cassandra has no such row, or one that cannot be searched. */
  EXTRA("only in the index");

  private final String words;

  Difference(String words) {
    this.words = words;
  }

  /** For a summary. */
  String words() {
    return words;
  }

  /**
   * Null when there is none.
   *
   * @param expected what the index should hold; null for nothing
   * @param indexed what it holds; null for nothing
   */
  static @Nullable Difference between(
      @Nullable SearchableRow expected, @Nullable SearchableRow indexed) {
    if (expected == null) {
      return indexed == null ? null : EXTRA;
    }
    if (indexed == null) {
      return MISSING;
    }
    int order = Long.compare(indexed.writeTimeMicros(), expected.writeTimeMicros());
    if (order != 0) {
      return order < 0 ? OLDER : NEWER;
    }
    return indexed.sameContent(expected) ? null : DIFFERENT;
  }
}
