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

  /** A card of version 3 as version 2. */
  static ObjectNode second(ObjectNode third) {
    ObjectNode second = third.deepCopy();
    second.put("spec", SECOND).put("spec_version", "2.0");
    if (second.path("data") instanceof ObjectNode data) {
      if (data.path("group_only_greetings").isEmpty()) {
        data.remove("group_only_greetings");
      }
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
  }

  private static void absent(ObjectNode object, String name, JsonNode value) {
    if (object.path(name).isMissingNode() || object.path(name).isNull()) {
      object.set(name, value);
    }
  }
}
