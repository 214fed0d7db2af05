package org.gibsey.change;

import org.jspecify.annotations.Nullable;

/**
 * One column's new cell.
 *
 * @param column name of the column, or {@link #ROW_MARKER}
 * @param value the value as text, or null when the cell was deleted
 * @param expiresAtMicros when the cell's time to live ends, in microseconds since 1970, or {@link
 *     #NEVER}
 */
public record CellChange(String column, @Nullable String value, long expiresAtMicros) {
  /** The cell has no time to live. */
  public static final long NEVER = 0L;

  /**
   * Column of the cell that an INSERT writes beside its columns: it keeps the row alive when all of
   * them are gone. No column has an empty name.
   */
  public static final String ROW_MARKER = "";
}
