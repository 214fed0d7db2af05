package org.gibsey.indexing;

import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it came, so that a dead letter can carry its very bytes.
 *
 * @param source where it lies
 * @param key bytes of its key, or null
 * @param value bytes of its value, or null for a tombstone
 * @param replayed whether it was published again on purpose, see {@link org.gibsey.change.Replay}
 */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes arrays of records without Kryo
public record RawRecord(
    SourcePosition source, byte @Nullable [] key, byte @Nullable [] value, boolean replayed) {}
