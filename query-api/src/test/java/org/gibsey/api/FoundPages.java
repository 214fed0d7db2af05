package org.gibsey.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The hits of an answer in words that tests can compare. */
final class FoundPages {
  private FoundPages() {}

  /** {@code book/number} of every hit, best first. */
  static List<String> of(JsonNode answer) {
    List<String> pages = new ArrayList<>();
    for (JsonNode hit : answer.path("hits")) {
      pages.add(hit.path("key").path("book_id").asText() + "/" + number(hit));
    }
    return pages;
  }

  /** {@code book/number#passage} of every hit, best first. */
  static List<String> passages(JsonNode answer) {
    List<String> passages = new ArrayList<>();
    for (JsonNode hit : answer.path("hits")) {
      passages.add(
          hit.path("key").path("book_id").asText()
              + "/"
              + number(hit)
              + "#"
              + hit.path("passage").path("number").asInt());
    }
    return passages;
  }

  private static int number(JsonNode hit) {
    return hit.path("key").path("page_num").asInt();
  }
}
