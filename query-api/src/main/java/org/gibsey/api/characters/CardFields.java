package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the fields of a card must be, and how large. Fields that are not named here may be anything.
 */
final class CardFields {
  static final int MAX_NAME = 200;

  /** Longest text in UTF-16 units. */
  static final int MAX_TEXT = 50_000;

  /** Most elements of a list. */
  static final int MAX_LIST = 100;

  private static final List<String> TEXTS =
      List.of(
          "description",
          "personality",
          "scenario",
          "first_mes",
          "mes_example",
          "creator_notes",
          "system_prompt",
          "post_history_instructions",
          "creator",
          "character_version");

  private static final List<String> LISTS =
      List.of("alternate_greetings", "tags", "group_only_greetings");

  private static final List<String> ASSET_TEXTS = List.of("type", "uri", "name", "ext");

  private CardFields() {}

  /**
   * Looks at a card's data.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} that names the field
   */
  static void require(JsonNode data) {
    text(data.path("name"), "data.name", MAX_NAME);
    if (data.path("name").asText().isBlank()) {
      throw InvalidCard.at("data.name", "the name of the character");
    }
    TEXTS.forEach(name -> text(data.path(name), "data." + name, MAX_TEXT));
    LISTS.forEach(name -> texts(data.path(name), "data." + name, MAX_LIST, MAX_TEXT));
    if (!data.path("extensions").isObject()) {
      throw InvalidCard.at("data.extensions", "an object");
    }
    optionalText(data.path("nickname"), "data.nickname", MAX_NAME);
    if (isThere(data.path("source"))) {
      texts(data.path("source"), "data.source", MAX_LIST, MAX_TEXT);
    }
    notes(data.path("creator_notes_multilingual"));
    optional(data.path("creation_date"), "data.creation_date", JsonNode::isNumber, "a number");
    optional(
        data.path("modification_date"), "data.modification_date", JsonNode::isNumber, "a number");
    assets(data.path("assets"));
    LorebookFields.require(data.path("character_book"), "data.character_book");
  }

  private static void notes(JsonNode notes) {
    String place = "data.creator_notes_multilingual";
    optional(notes, place, JsonNode::isObject, "an object of texts by language");
    for (Map.Entry<String, JsonNode> note : notes.properties()) {
      text(note.getValue(), place + "." + InvalidCard.shown(note.getKey()), MAX_TEXT);
    }
  }

  private static void assets(JsonNode assets) {
    optional(assets, "data.assets", JsonNode::isArray, "a list of objects");
    if (assets.size() > MAX_LIST) {
      throw InvalidCard.at("data.assets", "a list of at most " + MAX_LIST);
    }
    for (int i = 0; i < assets.size(); i++) {
      String place = "data.assets[" + i + "]";
      optional(assets.path(i), place, JsonNode::isObject, "an object");
      for (String name : ASSET_TEXTS) {
        text(assets.path(i).path(name), place + "." + name, CardJson.MAX_BYTES);
      }
    }
  }

  /** A value that is missing or null, or is like this. */
  static void optional(JsonNode value, String place, Predicate<JsonNode> is, String needed) {
    if (isThere(value) && !is.test(value)) {
      throw InvalidCard.at(place, needed);
    }
  }

  static void text(JsonNode text, String place, int most) {
    if (!text.isTextual()) {
      throw InvalidCard.at(place, "a string");
    }
    if (text.textValue().length() > most) {
      throw InvalidCard.at(
          place, "at most %d UTF-16 units, and has %d".formatted(most, text.textValue().length()));
    }
  }

  static void optionalText(JsonNode text, String place, int most) {
    if (isThere(text)) {
      text(text, place, most);
    }
  }

  static void texts(JsonNode list, String place, int mostElements, int mostUnits) {
    if (!list.isArray()) {
      throw InvalidCard.at(place, "a list of strings");
    }
    if (list.size() > mostElements) {
      throw InvalidCard.at(
          place, "a list of at most %d, and has %d".formatted(mostElements, list.size()));
    }
    for (int i = 0; i < list.size(); i++) {
      text(list.path(i), place + "[" + i + "]", mostUnits);
    }
  }

  static boolean isThere(JsonNode value) {
    return !value.isMissingNode() && !value.isNull();
  }
}
