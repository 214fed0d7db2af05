package org.gibsey.row;

/**
 * A row version, its passages and one vector for each: what a shard needs to make the row
 * searchable, or to forget it.
 *
 * @param row the row version
 * @param textHash hex SHA-256 of the row's title and text; empty when the row is not searchable
 * @param model identity of the vectors; empty when the row is not searchable
 * @param passages the passages in order; empty when the row is not searchable
 * @param vectors one unit vector per passage, all of the same dimension
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record EmbeddedRow(
    RowVersion row, String textHash, String model, Passage[] passages, float[][] vectors) {}
