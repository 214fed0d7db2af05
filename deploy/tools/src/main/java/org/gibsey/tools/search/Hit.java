package org.gibsey.tools.search;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A page that a search found.
 *
 * @param passage text of the passage that matched
 * @param speaker null when the row has none
 */
public record Hit(String bookId, int pageNum, String passage, @Nullable String speaker) {

  static Hit of(JsonNode json) {
    return new Hit(
        json.path("key").path("book_id").asText(),
        json.path("key").path("page_num").asInt(),
        json.path("passage").path("text").asText(),
        json.path("fields").path("speaker").textValue());
  }
}
