package org.gibsey.api.search;

import java.util.List;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits best first
 * @param more whether worse hits were left out that the next page would hold
 * @param indexVersion the version of the index that was searched
 * @param origin where the answer comes from
 * @param watermarkMicros newest write time whose effect the searched shards show, deletes included,
 *     in microseconds since 1970; null when nothing was ever indexed
 * @param queryVector unit vector of the query; empty when the mode needs none
 * @param embedMillis how long embedding the query took
 * @param searchMillis how long the shards took
 */
@SuppressWarnings("ArrayRecordComponent") // only read, never compared
public record FoundPassages(
    List<PassageHit> hits,
    boolean more,
    String indexVersion,
    Origin origin,
    @Nullable Long watermarkMicros,
    float[] queryVector,
    double embedMillis,
    double searchMillis) {}
