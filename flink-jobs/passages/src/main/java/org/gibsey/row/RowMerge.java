package org.gibsey.row;

import org.jspecify.annotations.Nullable;

/**
 * What an event made of a row.
 *
 * @param cells what is known of the row now
 * @param changed whether that is more than before, so that it must be kept
 * @param outcome the new version, or null when the row is what it was
 */
public record RowMerge(RowCells cells, boolean changed, @Nullable MaterializedRow outcome) {}
