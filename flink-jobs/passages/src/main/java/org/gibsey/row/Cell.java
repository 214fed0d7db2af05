package org.gibsey.row;

import static org.gibsey.change.CellChange.NEVER;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gibsey.change.CellChange;
import org.gibsey.change.WriteTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one column of a row; part of the pipeline's state.
 *
 * @param column name of the column, or {@link CellChange#ROW_MARKER}
 * @param value the value as text; null when the cell was deleted or its time to live is over
 * @param writeTime when it was written
 * @param expiresAtMicros end of its time to live in microseconds since 1970, or {@link
 *     CellChange#NEVER}
 */
public record Cell(
    String column, @Nullable String value, WriteTime writeTime, long expiresAtMicros) {

  boolean live() {
    return value != null;
  }

  boolean expiring() {
    return live() && expiresAtMicros != NEVER;
  }

  /** This cell as it is at that moment: its value is gone when its time to live is over. */
  Cell at(long nowMicros) {
    return expiring() && expiresAtMicros <= nowMicros
        ? new Cell(column, null, writeTime, expiresAtMicros)
        : this;
  }

  /**
   * The one of two cells of a column that Cassandra keeps, whichever comes first: the later write;
   * of the same write time the deleted one, then the one with a time to live, of those the one that
   * ends later, at last the larger value. Values compare as bytes of their text, which is
   * Cassandra's order for text columns only.
   */
  static Cell winner(Cell a, Cell b) {
    int order = a.writeTime.compareTo(b.writeTime);
    if (order == 0) {
      order = Integer.compare(a.rank(), b.rank());
    }
    if (order == 0) {
      order = Long.compare(a.expiresAtMicros, b.expiresAtMicros);
    }
    if (order == 0) {
      order = Arrays.compareUnsigned(a.bytes(), b.bytes());
    }
    return order >= 0 ? a : b;
  }

  private int rank() {
    if (expiresAtMicros != NEVER) {
      return 1;
    }
    return live() ? 0 : 2;
  }

  private byte[] bytes() {
    return value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
  }
}
