package org.gibsey.tools.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a collection's index holds.
 *
 * @param shardsLive shards that answer, out of {@code shards}
 * @param newestWriteTime when the newest searchable row was written; null when there is none
 */
public record IndexStats(
    long rows, long passages, int shards, int shardsLive, @Nullable Instant newestWriteTime) {

  static IndexStats of(JsonNode json) {
    String newest = json.path("newest_write_time").textValue();
    return new IndexStats(
        json.path("rows").asLong(),
        json.path("passages").asLong(),
        json.path("shards").asInt(),
        json.path("shards_live").asInt(),
        newest == null ? null : Instant.parse(newest));
  }
}
