package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the fields of a lorebook must be, and how large. */
final class LorebookFields {
  static final int MAX_ENTRIES = 500;

  /** Longest text of an entry in UTF-16 units. */
  static final int MAX_CONTENT = 20_000;

  /** Longest text of all entries together. */
  static final int MAX_ALL_CONTENT = 400_000;

  /** Longest key. */
  static final int MAX_KEY = 500;

  /** Most keys of all entries together. */
  static final int MAX_KEYS = 4_000;

  /** Most keys that are regular expressions. */
  static final int MAX_EXPRESSIONS = 50;

  private static final List<String> NUMBERS = List.of("insertion_order", "priority");
  private static final List<String> FLAGS =
      List.of("enabled", "case_sensitive", "use_regex", "constant", "selective");

  private LorebookFields() {}

  /**
   * Looks at a lorebook, which may be missing or null.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} that names the field
   */
  static void require(JsonNode book, String place) {
    if (!CardFields.isThere(book)) {
      return;
    }
    CardFields.optional(book, place, JsonNode::isObject, "an object");
    for (String number : List.of("scan_depth", "token_budget")) {
      CardFields.optional(book.path(number), place + "." + number, JsonNode::isNumber, "a number");
    }
    CardFields.optional(
        book.path("recursive_scanning"),
        place + ".recursive_scanning",
        JsonNode::isBoolean,
        "true or false");
    JsonNode entries = book.path("entries");
    if (!entries.isArray() || entries.size() > MAX_ENTRIES) {
      throw InvalidCard.at(place + ".entries", "a list of at most " + MAX_ENTRIES + " entries");
    }
    for (int i = 0; i < entries.size(); i++) {
      entry(entries.path(i), place + ".entries[" + i + "]");
    }
    requireInAll(entries, place + ".entries");
  }

  private static void entry(JsonNode entry, String place) {
    if (!entry.isObject()) {
      throw InvalidCard.at(place, "an object");
    }
    CardFields.text(entry.path("content"), place + ".content", MAX_CONTENT);
    CardFields.texts(entry.path("keys"), place + ".keys", MAX_KEYS, MAX_KEY);
    if (CardFields.isThere(entry.path("secondary_keys"))) {
      String keys = place + ".secondary_keys";
      CardFields.texts(entry.path("secondary_keys"), keys, MAX_KEYS, MAX_KEY);
    }
    NUMBERS.forEach(
        name ->
            CardFields.optional(
                entry.path(name), place + "." + name, JsonNode::isNumber, "a number"));
    FLAGS.forEach(
        name ->
            CardFields.optional(
                entry.path(name), place + "." + name, JsonNode::isBoolean, "true or false"));
    CardFields.optional(
        entry.path("extensions"), place + ".extensions", JsonNode::isObject, "an object");
    // What it says guards the end of a book, so it must not be something that is not understood.
    CardFields.optional(
        entry.at("/extensions/gibsey/from_page"),
        place + ".extensions.gibsey.from_page",
        page -> page.isInt() && page.intValue() >= 0,
        "the number of a page");
  }

  /** Bounds what looking for keys costs. */
  private static void requireInAll(JsonNode entries, String place) {
    int units = 0;
    int keys = 0;
    int expressions = 0;
    for (JsonNode entry : entries) {
      units += entry.path("content").asText().length();
      keys += entry.path("keys").size() + entry.path("secondary_keys").size();
      expressions += entry.path("use_regex").asBoolean(false) ? entry.path("keys").size() : 0;
    }
    if (units > MAX_ALL_CONTENT) {
      throw InvalidCard.at(place, "at most " + MAX_ALL_CONTENT + " UTF-16 units of content");
    }
    if (keys > MAX_KEYS) {
      throw InvalidCard.at(place, "a list with at most " + MAX_KEYS + " keys");
    }
    if (expressions > MAX_EXPRESSIONS) {
      throw InvalidCard.at(
          place, "a list with at most " + MAX_EXPRESSIONS + " keys with use_regex");
    }
  }
}
