package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.api.characters.Lorebook.Line;
import org.gibsey.api.characters.Lorebook.Lore;
import org.gibsey.api.characters.Lorebook.Scene;
import org.junit.jupiter.api.Test;

/** Random books and scenes, against {@link PlainLorebook}. */
final class LorebookReferenceTest {
  private static final List<String> WORDS = List.of("a", "B", "ab", "c", "Ca", "d");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void selectsAsTheRulesSay() {
    System.out.println("LorebookReferenceTest: seed " + seed);
    int selected = 0;
    int left = 0;
    for (int i = 0; i < 20_000; i++) {
      ObjectNode json = book();
      Lorebook book = LorebookTest.book(CardJson.text(json));
      Scene scene = scene();
      List<String> expected = new PlainLorebook(json).select(scene);
      assertThat(book.select(scene, LorebookTest::words).stream().map(Lore::text))
          .as("seed %d, book %d: %s in %s", seed, i, json, scene)
          .containsExactlyElementsOf(expected);
      selected += expected.size();
      left += json.path("entries").size() - expected.size();
    }
    assertThat(selected).isGreaterThan(5_000);
    assertThat(left).isGreaterThan(5_000);
  }

  private Scene scene() {
    List<Line> lines = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      lines.add(new Line(random.nextBoolean(), words(3)));
    }
    lines.add(Line.reader(words(3)));
    return new Scene(
        lines,
        random.nextInt(4),
        random.nextInt(3),
        random.nextBoolean() ? null : random.nextInt(5),
        random.nextInt(3) == 0 ? random.nextInt(6) : 1_000,
        new Macros("x", "y", 0));
  }

  private ObjectNode book() {
    ObjectNode book = JsonNodeFactory.instance.objectNode();
    book.put("scan_depth", random.nextInt(5)).put("token_budget", random.nextInt(20));
    book.put("recursive_scanning", random.nextBoolean());
    ArrayNode entries = book.putArray("entries");
    for (int i = random.nextInt(6); i >= 0; i--) {
      ObjectNode entry = entries.addObject().put("id", i);
      keys(entry.putArray("keys"), 3);
      if (random.nextBoolean()) {
        entry.put("selective", random.nextBoolean());
        keys(entry.putArray("secondary_keys"), 2);
      }
      entry.put("enabled", random.nextInt(8) > 0).put("constant", random.nextInt(5) == 0);
      entry.put("case_sensitive", random.nextBoolean());
      entry.put("insertion_order", random.nextInt(4));
      if (random.nextBoolean()) {
        entry.put("priority", random.nextInt(4));
      }
      if (random.nextInt(4) == 0) {
        entry.putObject("extensions").putObject("gibsey").put("from_page", random.nextInt(5));
      }
      entry.put("content", decorators() + (random.nextInt(9) == 0 ? "" : words(3)));
    }
    return book;
  }

  private String decorators() {
    StringBuilder lines = new StringBuilder();
    for (int i = random.nextInt(8) - 5; i > 0; i--) {
      lines
          .append("@@")
          .append(
              switch (random.nextInt(11)) {
                case 0 -> "activate_only_after " + random.nextInt(5);
                case 1 -> "activate_only_every " + (1 + random.nextInt(3));
                case 2 -> "keep_activate_after_match";
                case 3 -> "dont_activate_after_match";
                case 4 -> "scan_depth " + random.nextInt(5);
                case 5 -> "is_greeting " + random.nextInt(3);
                case 6 -> "ignore_on_max_context";
                case 7 -> "additional_keys " + word() + ", " + word();
                case 8 -> "exclude_keys " + word();
                case 9 -> "dont_activate";
                default -> "activate";
              });
      lines.append('\n');
    }
    return lines.toString();
  }

  private void keys(ArrayNode keys, int most) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      keys.add(word());
    }
  }

  private String words(int most) {
    StringBuilder words = new StringBuilder(word());
    for (int i = random.nextInt(most); i > 0; i--) {
      words.append(random.nextBoolean() ? " " : ".").append(word());
    }
    return words.toString();
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
