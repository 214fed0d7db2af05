package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Turns cards of version 1 (flat), 2 and 3 into each other. Nothing is lost: what a version does
 * not know travels along as a field that its readers leave alone.
 */
final class CardVersions {
  private static final String SECOND = "chara_card_v2";
  private static final String THIRD = "chara_card_v3";

  /** The texts that version 1 has at the top. */
  private static final List<String> FIRST_TEXTS =
      List.of("name", "description", "personality", "scenario", "first_mes", "mes_example");

  /** The texts that came with version 2. */
  private static final List<String> SECOND_TEXTS =
      List.of(
          "creator_notes",
          "system_prompt",
          "post_history_instructions",
          "creator",
          "character_version");

  private static final String BOOK = "character_book";
  private static final String EXPRESSIONS = "use_regex";

  private static final String BACKFILLED =
      "This is a card of version 3, read as one of version 2: some of it has no effect.";

  private static final List<String> SECOND_LISTS = List.of("alternate_greetings", "tags");

  private CardVersions() {}

  /**
   * A card of any version as version 3, with all fields that version 3 requires.
   *
   * @param card not changed
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} when it is of no known
   *     version
   */
  static ObjectNode third(ObjectNode card) {
    JsonNode spec = card.path("spec");
    ObjectNode third = spec.isMissingNode() ? fromFirst(card) : withKnownSpec(card, spec);
    if (!(third.path("data") instanceof ObjectNode data)) {
      throw InvalidCard.at("data", "an object");
    }
    fillIn(data);
    return third;
  }

  /**
   * A card of version 3 as version 2. Texts of a lorebook lose their decorators, which version 2
   * would tell the model; the whole text stays in the entry's extensions.
   */
  static ObjectNode second(ObjectNode third) {
    ObjectNode second = third.deepCopy();
    second.put("spec", SECOND).put("spec_version", "2.0");
    if (second.path("data") instanceof ObjectNode data) {
      if (data.path("group_only_greetings").isEmpty()) {
        data.remove("group_only_greetings");
      }
      for (JsonNode node : data.path(BOOK).path("entries")) {
        KeptContent.plain(node);
        if (node instanceof ObjectNode entry && !entry.path(EXPRESSIONS).asBoolean(false)) {
          entry.remove(EXPRESSIONS);
        }
      }
    }
    return second;
  }

  /** {@link #second} for a file that holds version 3 as well, which it says. */
  static ObjectNode backfill(ObjectNode third) {
    ObjectNode second = second(third);
    if (second.path("data") instanceof ObjectNode data) {
      String notes = data.path("creator_notes").asText();
      data.put("creator_notes", notes.isBlank() ? BACKFILLED : notes + "\n\n" + BACKFILLED);
    }
    return second;
  }

  private static ObjectNode fromFirst(ObjectNode card) {
    if (card.path("data").isObject()) {
      throw InvalidCard.because(
          "A card with a field 'data' must say in 'spec' that it is chara_card_v2 or"
              + " chara_card_v3.");
    }
    ObjectNode third = card.deepCopy();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    for (String name : FIRST_TEXTS) {
      JsonNode text = third.remove(name);
      if (text != null) {
        data.set(name, text);
      }
    }
    third.put("spec", THIRD).put("spec_version", "3.0");
    third.set("data", data);
    return third;
  }

  private static ObjectNode withKnownSpec(ObjectNode card, JsonNode spec) {
    if (!spec.asText().equals(SECOND) && !spec.asText().equals(THIRD)) {
      throw InvalidCard.at("spec", "chara_card_v2 or chara_card_v3");
    }
    ObjectNode third = card.deepCopy();
    if (spec.asText().equals(SECOND)) {
      third.put("spec", THIRD).put("spec_version", "3.0");
      third.at("/data/character_book/entries").forEach(KeptContent::whole);
    } else if (!third.path("spec_version").isTextual()) {
      third.put("spec_version", "3.0");
    }
    return third;
  }

  private static void fillIn(ObjectNode data) {
    FIRST_TEXTS.forEach(name -> absent(data, name, JsonNodeFactory.instance.textNode("")));
    SECOND_TEXTS.forEach(name -> absent(data, name, JsonNodeFactory.instance.textNode("")));
    SECOND_LISTS.forEach(name -> absent(data, name, new ArrayNode(JsonNodeFactory.instance)));
    absent(data, "group_only_greetings", new ArrayNode(JsonNodeFactory.instance));
    absent(data, "extensions", new ObjectNode(JsonNodeFactory.instance));
    if (data.path(BOOK) instanceof ObjectNode book) {
      absent(book, "extensions", new ObjectNode(JsonNodeFactory.instance));
      for (JsonNode node : book.path("entries")) {
        if (node instanceof ObjectNode entry) {
          absent(entry, "extensions", new ObjectNode(JsonNodeFactory.instance));
          absent(entry, EXPRESSIONS, JsonNodeFactory.instance.booleanNode(false));
        }
      }
    }
  }

  private static void absent(ObjectNode object, String name, JsonNode value) {
    if (object.path(name).isMissingNode() || object.path(name).isNull()) {
      object.set(name, value);
    }
  }
}
