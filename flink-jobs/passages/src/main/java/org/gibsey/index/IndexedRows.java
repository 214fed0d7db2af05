package org.gibsey.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a shard's searchable rows.
 *
 * @param rows one for each first passage, so a row that the index held twice would come twice
 * @param next where the next page begins, or null when this is the last one
 */
@SuppressWarnings("ArrayRecordComponent") // opaque bytes that only this package reads
public record IndexedRows(List<IndexedRow> rows, byte @Nullable [] next) {
  public IndexedRows {
    rows = List.copyOf(rows);
  }
}
