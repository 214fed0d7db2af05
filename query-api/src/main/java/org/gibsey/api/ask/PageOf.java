package org.gibsey.api.ask;

import com.fasterxml.jackson.databind.JsonNode;
import org.gibsey.api.http.Json;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/** The page that a passage of the collection {@code pages} belongs to. */
record PageOf(String bookId, int pageNum, @Nullable String title, @Nullable String speaker) {
  static PageOf hit(PassageHit hit) {
    JsonNode key = Json.tree(hit.rowKey());
    return new PageOf(
        key.path("book_id").asText(),
        key.path("page_num").asInt(),
        hit.fields().get("title"),
        hit.fields().get("speaker"));
  }
}
