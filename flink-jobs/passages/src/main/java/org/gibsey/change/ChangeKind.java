package org.gibsey.change;

/** What a change event does to a row. */
public enum ChangeKind {
  /** Some cells of one row were written or deleted; an insert is the same with more cells. */
  UPSERT,
  /** One row was deleted. */
  DELETE_ROW,
  /** All rows of a partition were deleted. */
  DELETE_PARTITION,
  /** All rows of a partition whose clustering columns lie in a range were deleted. */
  DELETE_RANGE
}
