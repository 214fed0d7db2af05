package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.characters.Lorebook.Place;
import org.gibsey.api.characters.Lorebook.Role;

/**
 * One entry of a lorebook.
 *
 * @param text without decorators
 * @param order where it is inserted: the lower, the earlier
 * @param rank how long it stays when there are too many tokens: the lower, the shorter
 * @param keys one of them must have been said
 * @param narrowing of each of these, one must have been said as well
 * @param excluded none of them must have been said
 * @param constant whether it applies without keys
 * @param fromPage first page of the reader's progress on which it applies
 * @param place where the card says that it belongs
 */
record LoreEntry(
    Decorated decorated,
    boolean enabled,
    double order,
    double rank,
    LoreKeys keys,
    List<LoreKeys> narrowing,
    LoreKeys excluded,
    boolean constant,
    int fromPage,
    Place place) {
  private static final int ALWAYS = Integer.MIN_VALUE;

  /**
   * Reads an entry whose fields {@link CardFields} has looked at.
   *
   * @param warnings takes what has no effect
   */
  static LoreEntry of(JsonNode json, String where, List<String> warnings) {
    Decorated decorated = Decorated.of(json.path("content").asText(""));
    boolean regex = json.path("use_regex").asBoolean(false);
    boolean caseSensitive = json.path("case_sensitive").asBoolean(false);
    double order = json.path("insertion_order").asDouble(0);
    List<String> keys = texts(json.path("keys"));
    List<String> additional = decorated.words(Decorator.ADDITIONAL_KEYS);
    List<LoreKeys> narrowing = new ArrayList<>();
    LoreKeys found;
    if (regex) {
      // Of expressions, those of the decorator count like those of the field.
      keys.addAll(additional);
      found = LoreKeys.Expressions.of(keys, caseSensitive).orElse(LoreKeys.NONE);
      if (found == LoreKeys.NONE) {
        warnings.add(
            "The entry %s never applies: its keys are no regular expressions of linear time."
                .formatted(where));
      }
    } else {
      found = LoreKeys.Words.of(keys, caseSensitive);
      List<String> secondary = texts(json.path("secondary_keys"));
      if (json.path("selective").asBoolean(false) && !secondary.isEmpty()) {
        narrowing.add(LoreKeys.Words.of(secondary, caseSensitive));
      }
      if (!additional.isEmpty()) {
        narrowing.add(LoreKeys.Words.of(additional, caseSensitive));
      }
    }
    return new LoreEntry(
        decorated,
        json.path("enabled").asBoolean(true),
        order,
        json.path("priority").asDouble(order),
        found,
        List.copyOf(narrowing),
        regex
            ? LoreKeys.NONE
            : LoreKeys.Words.of(decorated.words(Decorator.EXCLUDE_KEYS), caseSensitive),
        !regex && json.path("constant").asBoolean(false),
        json.at("/extensions/gibsey/from_page").asInt(ALWAYS),
        json.path("position").asText("").equals("after_char")
            ? Place.AFTER_DESCRIPTION
            : Place.BEFORE_DESCRIPTION);
  }

  String text() {
    return decorated.text();
  }

  boolean has(Decorator decorator) {
    return decorated.has(decorator);
  }

  /** Where it goes: as its decorators say, or else as the card does. */
  Place goesTo() {
    return switch (decorated.value(Decorator.POSITION, "")) {
      case "after_desc" -> Place.AFTER_DESCRIPTION;
      case "before_desc" -> Place.BEFORE_DESCRIPTION;
      case "personality" -> Place.PERSONALITY;
      case "scenario" -> Place.SCENARIO;
      default -> has(Decorator.DEPTH) ? Place.AMONG_MESSAGES : place;
    };
  }

  int depth() {
    return goesTo() == Place.AMONG_MESSAGES
        ? Math.max(0, decorated.number(Decorator.DEPTH).orElse(0))
        : 0;
  }

  Role role() {
    return switch (decorated.value(Decorator.ROLE, "")) {
      case "assistant" -> Role.ASSISTANT;
      case "user" -> Role.USER;
      default -> Role.SYSTEM;
    };
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
