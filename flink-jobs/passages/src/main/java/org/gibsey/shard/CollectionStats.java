package org.gibsey.shard;

import org.jspecify.annotations.Nullable;

/**
 * What the live shards of a collection hold, as searchable at this moment.
 *
 * @param collection name of the collection
 * @param rows number of searchable rows
 * @param passages number of searchable passages
 * @param shards number of shards the collection has
 * @param shardsLive number of shards that answered
 * @param newestWriteTimeMicros highest write time applied and visible to searches, deletes
 *     included, or null when nothing was ever indexed
 */
public record CollectionStats(
    String collection,
    long rows,
    long passages,
    int shards,
    int shardsLive,
    @Nullable Long newestWriteTimeMicros) {}
