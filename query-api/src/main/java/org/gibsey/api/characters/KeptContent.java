package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The text of a lorebook's entry in version 2, which knows no decorators: they go, and the text
 * with them stays under {@code extensions.gibsey.content}, from where version 3 gets it back.
 */
final class KeptContent {
  private static final String CONTENT = "content";
  private static final String OURS = "gibsey";
  private static final String EXTENSIONS = "extensions";

  private KeptContent() {}

  /** Takes the decorators away. */
  static void plain(JsonNode node) {
    if (node instanceof ObjectNode entry) {
      String content = entry.path(CONTENT).asText("");
      // Only what begins with decorators; other blanks and lines are left as they are.
      JsonNode ours = entry.path(EXTENSIONS).path(OURS);
      if (content.strip().startsWith("@@") && (ours.isMissingNode() || ours.isObject())) {
        entry.put(CONTENT, Decorated.of(content).text());
        entry.withObject("/" + EXTENSIONS).withObject("/" + OURS).put(CONTENT, content);
      }
    }
  }

  /** Puts them back, unless the text was changed meanwhile. */
  static void whole(JsonNode node) {
    if (node instanceof ObjectNode entry
        && entry.path(EXTENSIONS) instanceof ObjectNode extensions
        && extensions.path(OURS) instanceof ObjectNode ours
        && ours.path(CONTENT).isTextual()) {
      String content = ours.path(CONTENT).textValue();
      if (content.strip().startsWith("@@")
          && Decorated.of(content).text().equals(entry.path(CONTENT).asText())) {
        entry.put(CONTENT, content);
        ours.remove(CONTENT);
        if (ours.isEmpty()) {
          extensions.remove(OURS);
        }
      }
    }
  }
}
