package org.gibsey.shard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the shards of a collection hold, as searchable at this moment.
 *
 * @param collection name of the collection
 * @param rows number of searchable rows
 * @param passages number of searchable passages
 * @param shards number of shards the collection has
 * @param shardsLive number of shards that answered
 * @param newestWriteTimeMicros highest write time applied and visible to searches, deletes
 *     included, or null when nothing was ever indexed
 * @param servedFrom what was counted
 * @param age time since the published copy was made, or null when none was counted
 */
public record CollectionStats(
    String collection,
    long rows,
    long passages,
    int shards,
    int shardsLive,
    @Nullable Long newestWriteTimeMicros,
    ServedFrom servedFrom,
    @Nullable Duration age) {
  /** Counts of live shards. */
  public CollectionStats(
      String collection,
      long rows,
      long passages,
      int shards,
      int shardsLive,
      @Nullable Long newestWriteTimeMicros) {
    this(
        collection,
        rows,
        passages,
        shards,
        shardsLive,
        newestWriteTimeMicros,
        ServedFrom.LIVE,
        null);
  }
}
