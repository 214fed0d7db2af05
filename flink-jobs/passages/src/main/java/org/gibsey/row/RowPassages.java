package org.gibsey.row;

/**
 * A row version and the passages its text was cut into.
 *
 * @param row the row version
 * @param passages its passages in order; empty when the row is not searchable
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record RowPassages(RowVersion row, Passage[] passages) {}
