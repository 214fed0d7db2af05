package org.gibsey.verification.faults;

import org.jspecify.annotations.Nullable;

/**
 * A row that differs from Cassandra's.
 *
 * @param place where it differs
 * @param cassandra write time in Cassandra, or null when it has no such row
 * @param derived write time in the index, or null when there is none
 */
record Difference(
    Kind kind, Place place, PageKey key, @Nullable Long cassandra, @Nullable Long derived) {

  /** What happened to the row. */
  enum Kind {
    /** Cassandra has it, the other side does not. */
    LOST,
    /** The other side has it more than once. */
    DUPLICATED,
    /** The other side has it although it was deleted, or never written. */
    RESURRECTED,
    /** The other side has another version. */
    STALE
  }

  /** The other side. */
  enum Place {
    INDEX,
    PAGE_EMBEDDINGS
  }

  @Override
  public String toString() {
    return kind
        + " in "
        + place
        + ": "
        + key
        + ", written in Cassandra at "
        + cassandra
        + ", there at "
        + derived;
  }
}
