package org.gibsey.verification.faults;

import java.util.Map;

/**
 * A searchable row, as Cassandra or as the index has it.
 *
 * @param writeTimeMicros newest write time of its columns that have a value, in microseconds since
 *     1970
 * @param textHash hex SHA-256 of title and text
 * @param fields the columns that a search returns, those that have a value
 */
record PageRow(PageKey key, long writeTimeMicros, String textHash, Map<String, String> fields) {}
