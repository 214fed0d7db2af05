package org.gibsey.index;

import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * What searches see of a row, also of one that left the index.
 *
 * @param searchable whether searches can find it
 * @param writeTimeMicros its write time in microseconds since 1970; of a row that left an index of
 *     format 1, the version time
 * @param versionTimeMicros orders its versions, in microseconds since 1970
 * @param source the event that made this version, or null of a row that left an index of format 1
 */
public record VisibleRow(
    boolean searchable,
    long writeTimeMicros,
    long versionTimeMicros,
    @Nullable SourcePosition source) {}
