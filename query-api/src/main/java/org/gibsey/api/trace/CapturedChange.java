package org.gibsey.api.trace;

import java.time.Instant;
import org.gibsey.change.SourcePosition;

/**
 * A change of a row in Kafka.
 *
 * @param position where it lies
 * @param at when it came there
 * @param writeTimeMicros when it was written in the database, in microseconds since 1970
 */
public record CapturedChange(SourcePosition position, Instant at, long writeTimeMicros) {}
