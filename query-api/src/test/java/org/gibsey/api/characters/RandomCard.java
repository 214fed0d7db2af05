package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Cards as others might write them, with fields on every level that nobody knows. */
final class RandomCard {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final List<String> WORDS =
      List.of("salt", "Öl", "\uD83D\uDC0C", "{{char}}", "\"", "\\", "\n", "", "tide", "\u0000");

  private final Random random;

  RandomCard(Random random) {
    this.random = random;
  }

  ObjectNode third() {
    ObjectNode card = second();
    card.put("spec", "chara_card_v3").put("spec_version", "3.0");
    ObjectNode data = (ObjectNode) card.path("data");
    data.set("group_only_greetings", texts());
    if (random.nextBoolean()) {
      data.put("nickname", text()).put("creation_date", random.nextInt(1_000_000));
      data.set("source", texts());
      data.putObject("creator_notes_multilingual").put("de", text());
    }
    if (random.nextBoolean()) {
      ObjectNode asset = data.putArray("assets").addObject();
      asset.put("type", "icon").put("uri", "ccdefault:").put("name", "main").put("ext", "png");
      unknown(asset);
    }
    for (JsonNode entry : data.path("character_book").path("entries")) {
      ((ObjectNode) entry).put("use_regex", random.nextBoolean());
      if (random.nextInt(3) == 0) {
        ((ObjectNode) entry).put("content", "@@depth 4\n@@@role user\n\n" + text() + "x");
      }
    }
    return card;
  }

  ObjectNode second() {
    ObjectNode card = JSON.objectNode();
    unknown(card);
    card.put("spec", "chara_card_v2").put("spec_version", "2.0");
    ObjectNode data = card.putObject("data");
    data.put("name", "N" + random.nextInt(100));
    for (String name :
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
            "character_version")) {
      data.put(name, text());
    }
    data.set("alternate_greetings", texts());
    data.set("tags", texts());
    data.set("extensions", extensions());
    unknown(data);
    if (random.nextBoolean()) {
      data.set("character_book", book());
    }
    return card;
  }

  private ObjectNode book() {
    ObjectNode book = JSON.objectNode();
    if (random.nextBoolean()) {
      book.put("scan_depth", random.nextInt(9)).put("token_budget", random.nextInt(900));
    }
    book.set("extensions", extensions());
    unknown(book);
    ArrayNode entries = book.putArray("entries");
    for (int i = random.nextInt(4); i > 0; i--) {
      ObjectNode entry = entries.addObject();
      entry.set("keys", texts());
      entry.put("content", text()).put("enabled", random.nextBoolean());
      entry.put("insertion_order", random.nextInt(50) - 9);
      entry.set("extensions", extensions());
      unknown(entry);
    }
    return book;
  }

  private ObjectNode extensions() {
    ObjectNode extensions = JSON.objectNode();
    unknown(extensions);
    return extensions;
  }

  private void unknown(ObjectNode object) {
    for (int i = random.nextInt(3); i > 0; i--) {
      object.set("x_" + random.nextInt(1_000), value(3));
    }
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt());
      case 3 -> JSON.numberNode(new BigDecimal(random.nextBoolean() ? "1.10" : "-3E+400"));
      case 4, 5 -> JSON.textNode(text());
      case 6 -> JSON.objectNode().set("k" + random.nextInt(9), value(depth - 1));
      default -> JSON.arrayNode().add(value(depth - 1)).add(value(depth - 1));
    };
  }

  private ArrayNode texts() {
    ArrayNode texts = JSON.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }
}
