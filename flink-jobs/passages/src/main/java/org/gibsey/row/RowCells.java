package org.gibsey.row;

import static org.gibsey.change.CellChange.NEVER;
import static org.gibsey.change.CellChange.ROW_MARKER;

import java.util.Arrays;
import java.util.Optional;
import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one row; what the pipeline keeps of it in its state.
 *
 * <p>Cells that the row's deletion covers are gone: only the deletion's time is kept, for as long
 * as the state lives, because an older write may still arrive.
 *
 * @param cells at most one per column, ordered by column
 * @param deletedAtMicros write time of the newest deletion of the row or its partition, or {@link
 *     #NO_TIME}
 * @param versionTimeMicros write time of the newest version made of it, or {@link #NO_TIME}
 * @param source the event that made the newest version, or null when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record RowCells(
    Cell[] cells, long deletedAtMicros, long versionTimeMicros, @Nullable SourcePosition source) {
  /** Before every write time. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** A row that nothing is known of. */
  public static RowCells unknown() {
    return new RowCells(new Cell[0], NO_TIME, NO_TIME, null);
  }

  /** Earliest end of a time to live in microseconds since 1970, or empty when no cell has one. */
  public Optional<Long> nextExpiryMicros() {
    return Arrays.stream(cells)
        .filter(Cell::expiring)
        .map(Cell::expiresAtMicros)
        .min(Long::compare);
  }

  /**
   * Newest write time of the columns that have a value, in microseconds since 1970. Without the row
   * marker, whose time Cassandra does not tell.
   */
  Optional<Long> newestValueMicros() {
    return Arrays.stream(cells)
        .filter(cell -> cell.live() && !cell.column().equals(ROW_MARKER))
        .map(Cell::writeTimeMicros)
        .max(Long::compare);
  }

  Optional<String> value(String column) {
    return Arrays.stream(cells)
        .filter(cell -> cell.column().equals(column))
        .findFirst()
        .map(Cell::value);
  }

  boolean live() {
    return Arrays.stream(cells).anyMatch(Cell::live);
  }

  boolean sameContent(RowCells other) {
    return deletedAtMicros == other.deletedAtMicros && sameCells(other);
  }

  boolean sameCells(RowCells other) {
    return Arrays.equals(cells, other.cells);
  }

  /** Highest of all write times, and of the ends of those times to live that are over. */
  long highestTimeMicros() {
    long highest = deletedAtMicros;
    for (Cell cell : cells) {
      highest = Math.max(highest, cell.writeTimeMicros());
      if (!cell.live() && cell.expiresAtMicros() != NEVER) {
        highest = Math.max(highest, cell.expiresAtMicros());
      }
    }
    return highest;
  }

  RowCells withContent(Cell[] newCells, long newDeletedAtMicros) {
    return new RowCells(newCells, newDeletedAtMicros, versionTimeMicros, source);
  }

  RowCells withVersion(long newVersionTimeMicros, SourcePosition newSource) {
    return new RowCells(cells, deletedAtMicros, newVersionTimeMicros, newSource);
  }
}
