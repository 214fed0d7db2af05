package org.gibsey.api.search;

import java.util.Map;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.shard.CollectionStats;
import org.jspecify.annotations.Nullable;

/**
 * What a collection holds, as it goes out.
 *
 * @param rows searchable rows
 * @param passages searchable passages
 * @param shards number of shards
 * @param shardsLive shards that answered; the counts are of these alone
 * @param newestWriteTime newest write time whose effect searches see, deletes included, in ISO
 *     8601; null when nothing was ever indexed
 * @param snapshotAgeMs milliseconds since the copy was made that was counted, or null when it is
 *     live
 * @param model identity of the model that embeds queries, or null while it is not loaded
 * @param dimension length of the vectors
 * @param vectors what the graphs of new segments compare
 * @param filters columns that searches can be narrowed by, and how they are compared
 */
record StatsResponse(
    String collection,
    long rows,
    long passages,
    int shards,
    int shardsLive,
    @Nullable String newestWriteTime,
    String servedFrom,
    @Nullable Long snapshotAgeMs,
    @Nullable String model,
    int dimension,
    String vectors,
    Map<String, String> filters) {

  static StatsResponse of(
      Collections all,
      CollectionDefinition collection,
      CollectionStats stats,
      @Nullable String model) {
    Origin origin = Origin.of(stats.servedFrom(), stats.age());
    return new StatsResponse(
        stats.collection(),
        stats.rows(),
        stats.passages(),
        stats.shards(),
        stats.shardsLive(),
        SearchResponse.writeTime(stats.newestWriteTimeMicros()),
        origin.servedFrom(),
        origin.snapshotAgeMs(),
        model,
        all.model().dimension(),
        Choice.name(all.vectors()),
        FilterColumns.of(collection).named());
  }
}
