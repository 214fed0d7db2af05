package org.gibsey.index;

import java.util.Map;

/**
 * A searchable row as a shard holds it, without its passages.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param writeTimeMicros newest write time of its cells in microseconds since 1970
 * @param versionTimeMicros orders its versions, in microseconds since 1970
 * @param textHash hex SHA-256 of its title and text
 * @param fields metadata columns that have a value
 */
public record IndexedRow(
    String rowKey,
    long writeTimeMicros,
    long versionTimeMicros,
    String textHash,
    Map<String, String> fields) {}
