package org.gibsey.tools.reconcile;

import java.time.Clock;
import java.util.Optional;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.DecodeResult;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.gibsey.collection.Collections;
import org.gibsey.row.MaterializedRow;
import org.gibsey.row.RowCells;
import org.gibsey.row.RowMaterializer;
import org.gibsey.row.RowMerge;
import org.jspecify.annotations.Nullable;

/**
 * What the index should hold of a row in Cassandra. It is found by the very classes that the
 * indexing job uses, from the events that would be published for the row: what a row means is said
 * in one place.
 */
final class RowMeaning {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final SourcePosition NOWHERE = new SourcePosition(ChangeEvents.NAME, 0, 0);

  private final ChangeDecoder decoder;
  private final RowMaterializer materializer;
  private final ChangeEvents events;
  private final Clock clock;

  RowMeaning(Collections collections, SourceTable table, ChangeEvents events, Clock clock) {
    this.decoder = new ChangeDecoder(collections);
    this.materializer = new RowMaterializer(table.collection());
    this.events = events;
    this.clock = clock;
  }

  /** Empty when the row cannot be searched: it has no text, or too much of it. */
  Optional<SearchableRow> of(SourceRow row) {
    RowCells cells = RowCells.unknown();
    @Nullable MaterializedRow newest = null;
    for (ChangeRecord event : events.ofRow(row)) {
      RowMerge merge =
          materializer.merge(
              cells, decode(event), WriteTime.NONE, clock.millis() * MICROS_PER_MILLI);
      cells = merge.cells();
      newest = merge.outcome() == null ? newest : merge.outcome();
    }
    return newest == null
        ? Optional.empty()
        : Optional.ofNullable(SearchableRow.of(newest.version()));
  }

  private ChangeEvent decode(ChangeRecord record) {
    DecodeResult result = decoder.decode(record.key(), record.value(), NOWHERE);
    return switch (result) {
      case DecodeResult.Decoded decoded -> decoded.event();
      case DecodeResult.Skipped skipped ->
          throw new IllegalStateException("an event of our own was skipped: " + skipped.reason());
      case DecodeResult.Rejected rejected ->
          throw new IllegalStateException("an event of our own was refused: " + rejected.detail());
    };
  }
}
