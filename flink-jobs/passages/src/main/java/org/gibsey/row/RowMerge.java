package org.gibsey.row;

import org.jspecify.annotations.Nullable;

/**
 * What an event made of a row.
 *
 * @param cells what is known of the row now
 * @param outcome the new version, or null when the event said nothing new
 */
public record RowMerge(RowCells cells, @Nullable MaterializedRow outcome) {}
