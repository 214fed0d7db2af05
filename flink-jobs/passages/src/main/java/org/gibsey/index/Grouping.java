package org.gibsey.index;

/** What one hit of a search stands for. */
public enum Grouping {
  /** A row, shown by its best passage. */
  ROW,
  /** A passage: a row may be found as often as it has passages. */
  PASSAGE
}
