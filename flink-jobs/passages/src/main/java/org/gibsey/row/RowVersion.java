package org.gibsey.row;

import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands after a change event was merged into it.
 *
 * @param collection name of the collection
 * @param rowKey canonical JSON object of the key columns
 * @param writeTimeMicros newest write time of the columns that have a value, in microseconds since
 *     1970, as Cassandra's {@code WRITETIME} tells it; of a row without any, the version time
 * @param versionTimeMicros orders the versions of a row: later than every earlier one's, see {@link
 *     RowMaterializer}; in microseconds since 1970
 * @param searchable false when the row was deleted or has no text: it must leave the index
 * @param replaces true when an earlier version of the row was emitted, so that derived data may
 *     have to be removed
 * @param title title column, or null
 * @param text text column, or null when {@code searchable} is false
 * @param fields metadata columns that have a value
 * @param source the event that made this version
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record RowVersion(
    String collection,
    String rowKey,
    long writeTimeMicros,
    long versionTimeMicros,
    boolean searchable,
    boolean replaces,
    @Nullable String title,
    @Nullable String text,
    FieldValue[] fields,
    SourcePosition source) {}
