package org.gibsey.row;

import static org.gibsey.change.CellChange.NEVER;
import static org.gibsey.change.CellChange.ROW_MARKER;

import java.util.Arrays;
import java.util.Optional;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one row; what the pipeline keeps of it in its state.
 *
 * <p>Cells that the row's deletion covers are gone: only the deletion's time is kept, because an
 * older write may still arrive.
 *
 * @param cells at most one per column, ordered by column
 * @param deletedAt when it was last deleted, alone or with others, or {@link WriteTime#NONE}
 * @param versionTimeMicros version time of the newest version made of it, or {@link #NO_TIME}
 * @param source the event that made the newest version, or null when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record RowCells(
    Cell[] cells, WriteTime deletedAt, long versionTimeMicros, @Nullable SourcePosition source) {
  /** Before the time of every version. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** A row that nothing is known of. */
  public static RowCells unknown() {
    return new RowCells(new Cell[0], WriteTime.NONE, NO_TIME, null);
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
        .map(cell -> cell.writeTime().micros())
        .max(Long::compare);
  }

  Optional<String> value(String column) {
    return Arrays.stream(cells)
        .filter(cell -> cell.column().equals(column))
        .findFirst()
        .map(Cell::value);
  }

  /** Whether anything of the row is alive; what is left of it otherwise is a tombstone. */
  public boolean live() {
    return Arrays.stream(cells).anyMatch(Cell::live);
  }

  boolean sameContent(RowCells other) {
    return deletedAt.equals(other.deletedAt) && sameCells(other);
  }

  boolean sameCells(RowCells other) {
    return Arrays.equals(cells, other.cells);
  }

  /** Highest of all write times, and of the ends of those times to live that are over. */
  long highestTimeMicros() {
    long highest = deletedAt.micros();
    for (Cell cell : cells) {
      highest = Math.max(highest, cell.writeTime().micros());
      if (!cell.live() && cell.expiresAtMicros() != NEVER) {
        highest = Math.max(highest, cell.expiresAtMicros());
      }
    }
    return highest;
  }

  RowCells withContent(Cell[] newCells, WriteTime newDeletedAt) {
    return new RowCells(newCells, newDeletedAt, versionTimeMicros, source);
  }

  RowCells withVersion(long newVersionTimeMicros, SourcePosition newSource) {
    return new RowCells(cells, deletedAt, newVersionTimeMicros, newSource);
  }
}
