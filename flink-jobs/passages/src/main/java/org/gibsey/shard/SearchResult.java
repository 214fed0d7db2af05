package org.gibsey.shard;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of all shards together; never of only some of them.
 *
 * @param hits best first, one per row
 * @param shards number of shards that answered
 * @param indexVersion the one version of the index that all of them belong to
 * @param servedFrom where the answer comes from
 * @param newestWriteTimeMicros highest write time whose effect the searched shards show, deletes
 *     included, in microseconds since 1970; null when nothing was ever indexed
 * @param age time since the published copy was made, or null when it is none
 */
public record SearchResult(
    List<PassageHit> hits,
    int shards,
    String indexVersion,
    ServedFrom servedFrom,
    @Nullable Long newestWriteTimeMicros,
    @Nullable Duration age) {}
