package org.gibsey.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.row.MaterializedRow.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Merges change events into rows as Cassandra does: for each column the last write wins, a deletion
 * of the row or partition covers every cell that is not newer.
 *
 * <p>The result depends neither on the order of the events nor on their repetition. A row is alive
 * while any cell that the collection reads is, or the marker that an INSERT writes; cells of other
 * columns are not seen.
 *
 * <p>Version times of one row strictly increase: usually a version carries the highest write time
 * merged into it; when a late event changes the row without being its newest, the version carries
 * one microsecond more than the version before. So a version's time orders it in Cassandra and in
 * the index against all others of its row.
 *
 * <p>The first event of a row always makes a version, even when a deletion that came before it
 * covers all of it: in an earlier attempt, of which only the derived data are left, the row may
 * have come before the deletion.
 *
 * <p>An event that was published again on purpose makes a version of a living row even when it
 * brings nothing new: what was made of the version before, its vectors for example, may have
 * failed.
 *
 * <p>Stateless and safe for use by several threads at once.
 */
public final class RowMaterializer {
  private final CollectionDefinition collection;

  public RowMaterializer(CollectionDefinition collection) {
    this.collection = collection;
  }

  /**
   * Merges a change of one row.
   *
   * @param before what is known of the row
   * @param event an upsert or a deletion of that row
   * @param deletedWithOthersAt write time of the newest deletion of its partition, or of a range
   *     that it lies in, or {@link WriteTime#NONE}
   * @param nowMicros the present in microseconds since 1970, which decides whether a time to live
   *     is over
   */
  public RowMerge merge(
      RowCells before, ChangeEvent event, WriteTime deletedWithOthersAt, long nowMicros) {
    String rowKey = Objects.requireNonNull(event.rowKey(), "a change of one row names it");
    if (event.kind() == ChangeKind.UPSERT && event.cells().length == 0) {
      return new RowMerge(before, false, null); // it touched nothing that is read
    }
    RowCells known = covered(before, deletedWithOthersAt);
    RowCells merged =
        event.kind() == ChangeKind.UPSERT
            ? withCells(known, event, nowMicros)
            : covered(known, event.writeTime());
    return outcome(rowKey, known, at(merged, nowMicros), event.source(), event.replayed());
  }

  /** Applies a deletion of the row's partition, or of a range that the row lies in. */
  RowMerge deleteWithOthers(String rowKey, RowCells before, ChangeEvent event, long nowMicros) {
    RowCells merged = covered(before, event.writeTime());
    return outcome(rowKey, before, at(merged, nowMicros), event.source(), false);
  }

  /** Drops the values whose time to live is over. The row must have had an event before. */
  RowMerge expire(String rowKey, RowCells before, long nowMicros) {
    SourcePosition source = Objects.requireNonNull(before.source(), "the row has no event");
    return outcome(rowKey, before, at(before, nowMicros), source, false);
  }

  private static RowCells withCells(RowCells known, ChangeEvent event, long nowMicros) {
    Map<String, Cell> cells = new TreeMap<>();
    for (Cell cell : known.cells()) {
      cells.put(cell.column(), cell);
    }
    for (CellChange change : event.cells()) {
      Cell cell =
          new Cell(change.column(), change.value(), event.writeTime(), change.expiresAtMicros());
      cells.merge(change.column(), cell.at(nowMicros), Cell::winner);
    }
    RowCells merged = known.withContent(cells.values().toArray(Cell[]::new), known.deletedAt());
    return covered(merged, known.deletedAt());
  }

  private static RowCells covered(RowCells row, WriteTime deletedAt) {
    WriteTime deletion = WriteTime.later(row.deletedAt(), deletedAt);
    Cell[] left =
        Arrays.stream(row.cells())
            .filter(cell -> cell.writeTime().isAfter(deletion))
            .toArray(Cell[]::new);
    return row.withContent(left, deletion);
  }

  private static RowCells at(RowCells row, long nowMicros) {
    Cell[] cells = Arrays.stream(row.cells()).map(cell -> cell.at(nowMicros)).toArray(Cell[]::new);
    return row.withContent(cells, row.deletedAt());
  }

  private RowMerge outcome(
      String rowKey, RowCells before, RowCells merged, SourcePosition source, boolean replayed) {
    boolean replaces = before.versionTimeMicros() != RowCells.NO_TIME;
    boolean toldAgain = replayed && replaces && merged.live();
    boolean firstAndCovered = !replaces && !merged.deletedAt().equals(WriteTime.NONE);
    if (merged.sameContent(before) && !firstAndCovered && !toldAgain) {
      return new RowMerge(before, false, null);
    }
    if (merged.sameCells(before) && merged.cells().length > 0 && !toldAgain) {
      return new RowMerge(merged, true, null); // a deletion older than everything it could cover
    }
    long time = merged.highestTimeMicros();
    if (replaces) {
      time = Math.max(time, before.versionTimeMicros() + 1);
    }
    RowCells after = merged.withVersion(time, source);
    return new RowMerge(after, true, version(rowKey, after, replaces, source));
  }

  private MaterializedRow version(
      String rowKey, RowCells row, boolean replaces, SourcePosition source) {
    Verdict verdict = verdict(row);
    boolean searchable = verdict == Verdict.SEARCHABLE;
    @Nullable String title =
        searchable && collection.title() != null
            ? row.value(collection.title()).orElse(null)
            : null;
    RowVersion version =
        new RowVersion(
            collection.name(),
            rowKey,
            row.newestValueMicros().orElse(row.versionTimeMicros()),
            row.versionTimeMicros(),
            searchable,
            replaces,
            title,
            searchable ? row.value(collection.text()).orElse(null) : null,
            searchable ? fields(row) : new FieldValue[0],
            source);
    return new MaterializedRow(version, verdict);
  }

  private Verdict verdict(RowCells row) {
    String text = row.value(collection.text()).orElse("");
    if (text.isBlank()) {
      return row.live() ? Verdict.NO_TEXT : Verdict.DELETED;
    }
    return text.length() > collection.maxChars() ? Verdict.TEXT_TOO_LONG : Verdict.SEARCHABLE;
  }

  private FieldValue[] fields(RowCells row) {
    List<FieldValue> fields = new ArrayList<>();
    for (String column : collection.metadata()) {
      row.value(column).ifPresent(value -> fields.add(new FieldValue(column, value)));
    }
    return fields.toArray(FieldValue[]::new);
  }
}
