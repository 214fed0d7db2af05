package org.gibsey.row;

/**
 * A new version of a row and why it is, or is not, searchable.
 *
 * @param version the version
 * @param verdict what became of the row
 */
public record MaterializedRow(RowVersion version, Verdict verdict) {
  /** Whether a version can be searched. */
  public enum Verdict {
    /** It has text. */
    SEARCHABLE,
    /** Nothing of the row is alive. */
    DELETED,
    /** The row lives, and its text is missing or blank. */
    NO_TEXT,
    /** The row lives, and its text is longer than its collection allows. */
    TEXT_TOO_LONG
  }
}
