package org.gibsey.index;

import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * What searches can see of a row at this moment, rows that left the index included.
 *
 * @param searchable false when the row left the index, or never had a passage
 * @param writeTimeMicros the row's write time in microseconds since 1970; the version time when a
 *     release before format 2 removed the row
 * @param versionTimeMicros orders its versions, in microseconds since 1970
 * @param source the change event that made the row what it is, or null when a release before format
 *     2 removed the row
 */
public record VisibleRow(
    boolean searchable,
    long writeTimeMicros,
    long versionTimeMicros,
    @Nullable SourcePosition source) {}
