package org.gibsey.shard;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question to all shards of a collection.
 *
 * @param collection name of the collection
 * @param mode how to rank
 * @param text words for {@link SearchMode#TEXT} and {@link SearchMode#HYBRID}
 * @param vector unit vector of the query, required unless the mode is {@link SearchMode#TEXT}
 * @param model the model that made the vector; null when there is none
 * @param keyEquals key columns a hit must have, for example {@code book_id -> the-salt-clock};
 *     empty for no restriction
 * @param limit number of rows wanted, 1 to 1000
 * @param deadline time for the whole scatter-gather
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to Lucene, never compared
public record SearchQuery(
    String collection,
    SearchMode mode,
    String text,
    float @Nullable [] vector,
    @Nullable String model,
    Map<String, String> keyEquals,
    int limit,
    Duration deadline) {}
