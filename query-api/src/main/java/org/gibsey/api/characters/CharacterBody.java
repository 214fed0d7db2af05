package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that writes a character.
 *
 * @param knows a filter of pages, or null for the pages that the character speaks
 * @param card of any version
 * @param writeTime see {@link org.gibsey.api.token.WriteTime}
 */
record CharacterBody(
    @Nullable String bookId,
    @Nullable JsonNode knows,
    ObjectNode card,
    @Nullable String writeTime) {
  /** Largest body: a card, and what comes around it. */
  static final int MAX_BYTES = CardJson.MAX_BYTES + 64 * 1024;

  private static final List<String> FIELDS = List.of("book_id", "card", "knows", "write_time");

  /** Reads it as cards are read, so that nothing of the card changes on the way. */
  static CharacterBody read(byte[] json) {
    ObjectNode body = CardJson.object(json, MAX_BYTES, ProblemType.MALFORMED_JSON);
    body.fieldNames().forEachRemaining(CharacterBody::requireKnown);
    if (!(body.path("card") instanceof ObjectNode card)) {
      throw invalid("The field 'card' must be an object: a character card.");
    }
    return new CharacterBody(
        text(body, "book_id"), body.get("knows"), card, text(body, "write_time"));
  }

  Character character(String id, Knowledge knowledge) {
    Card read = Card.read(card);
    return new Character(id, BookId.require(bookId), knowledge.read(knows, read), read);
  }

  private static void requireKnown(String name) {
    if (!FIELDS.contains(name)) {
      throw invalid(
          "There is no field '%s'; known are %s."
              .formatted(InvalidCard.shown(name), String.join(", ", FIELDS)));
    }
  }

  private static @Nullable String text(ObjectNode body, String name) {
    JsonNode text = body.path(name);
    if (text.isMissingNode() || text.isNull()) {
      return null;
    }
    if (!text.isTextual()) {
      throw invalid("The field '" + name + "' must be a string.");
    }
    return text.textValue();
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
