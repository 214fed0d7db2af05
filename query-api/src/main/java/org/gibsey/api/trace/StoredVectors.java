package org.gibsey.api.trace;

/**
 * The vectors of a row in Cassandra.
 *
 * @param passages how many there are, from 1
 * @param model the model that made them
 * @param textHash hex SHA-256 of the title and text that they are of
 * @param versionTimeMicros version of the row that they belong to, in microseconds since 1970; not
 *     when they were made
 */
public record StoredVectors(int passages, String model, String textHash, long versionTimeMicros) {}
