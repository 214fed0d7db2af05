package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gibsey.api.characters.Lorebook.Lore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo book's cards are true to the book and give nothing of it away. */
final class DemoCharactersTest {
  private static final Path FOLDER = Path.of("..", "deploy", "demo");

  /** What every reader has seen who begins to talk: most of the first chapter. */
  private static final int FIRST_PAGES = 10;

  /** So many words in a row are a quotation. */
  private static final int QUOTATION = 6;

  private static final List<String> OPEN_TEXTS =
      List.of(
          "description",
          "personality",
          "scenario",
          "first_mes",
          "mes_example",
          "creator_notes",
          "system_prompt",
          "post_history_instructions");

  private static final TreeMap<Integer, JsonNode> PAGES = new TreeMap<>();
  private static final List<Card> CARDS = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    for (String line : Files.readAllLines(FOLDER.resolve("pages.jsonl"))) {
      JsonNode page = CardJson.object(line);
      PAGES.put(page.path("page_num").asInt(), page);
    }
    try (Stream<Path> files = Files.list(FOLDER.resolve("characters"))) {
      for (Path file : files.sorted().toList()) {
        CARDS.add(Card.read(Files.readString(file)));
      }
    }
  }

  @Test
  void everyoneWhoSpeaksHasACardAndNobodyElse() {
    Set<String> speakers = new TreeSet<>();
    PAGES.values().forEach(page -> speakers.add(page.path("speaker").asText()));
    assertThat(CARDS.stream().map(Card::name)).containsExactlyInAnyOrderElementsOf(speakers);
  }

  @Test
  void cardsAreWholeAndEachHasItsOwnVoice() {
    Set<String> greetings = new HashSet<>();
    for (Card card : CARDS) {
      assertThat(card.warnings()).as(card.name()).isEmpty();
      assertThat(card.tagline()).as(card.name()).contains(card.calledName());
      assertThat(card.alternateGreetings()).as(card.name()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(card.exampleMessages())
          .as(card.name())
          .contains("<START>", "{{user}}:", "{{char}}:");
      assertThat(entries(card).size()).as(card.name()).isBetween(4, 8);
      assertThat(greetings.add(card.firstMessage())).isTrue();
    }
  }

  @Test
  void whatACardTellsAnyoneQuotesNoLatePage() {
    for (Card card : CARDS) {
      JsonNode data = card.json().path("data");
      List<String> texts = new ArrayList<>(card.alternateGreetings());
      OPEN_TEXTS.forEach(name -> texts.add(data.path(name).asText()));
      texts.forEach(text -> requireNoQuotation(card, text, FIRST_PAGES));
    }
  }

  @Test
  void loreIsBoundToThePageThatTellsIt() {
    for (Card card : CARDS) {
      for (JsonNode entry : entries(card)) {
        int from = entry.at("/extensions/gibsey/from_page").asInt(-1);
        assertThat(PAGES).as("%s: %s", card.name(), entry).containsKey(from);
        JsonNode page = Objects.requireNonNull(PAGES.get(from));
        String told = page.path("title").asText() + " " + page.path("text").asText();
        LoreKeys keys = LoreKeys.Words.of(List.of(entry.path("keys").path(0).asText()), false);
        assertThat(keys.in(told))
            .as("%s: %s is on page %d", card.name(), entry.path("keys"), from)
            .isTrue();
        requireNoQuotation(card, entry.path("content").asText(), from);
      }
    }
  }

  @Test
  void aReaderWhoHasJustBegunHearsOnlyOfTheBeginning() {
    for (Card card : CARDS) {
      for (JsonNode entry : entries(card)) {
        String key = entry.path("keys").path(0).asText();
        int from = entry.at("/extensions/gibsey/from_page").asInt();
        assertThat(lore(card, key, from)).as("%s: %s", card.name(), key).isNotEmpty();
        assertThat(lore(card, key, from - 1))
            .as("%s: %s", card.name(), key)
            .noneMatch(text -> text.equals(filled(card, entry)));
      }
    }
  }

  private static List<String> lore(Card card, String said, int progress) {
    Lorebook.Scene scene =
        new Lorebook.Scene(
            List.of(Lorebook.Line.reader("Tell me of the " + said + ".")),
            1,
            0,
            progress,
            10_000,
            Macros.of(card, "Reader", 0));
    return card.lorebook().select(scene, LorebookTest::words).stream().map(Lore::text).toList();
  }

  private static String filled(Card card, JsonNode entry) {
    return Macros.of(card, "Reader", 0).fill(entry.path("content").asText());
  }

  private static void requireNoQuotation(Card card, String text, int last) {
    Set<String> quotable = quotable(text);
    PAGES
        .tailMap(last, false)
        .forEach(
            (number, page) -> {
              Set<String> shared = quotable(page.path("text").asText());
              shared.retainAll(quotable);
              assertThat(shared).as("%s quotes page %d", card.name(), number).isEmpty();
            });
  }

  private static Set<String> quotable(String text) {
    List<String> words =
        Stream.of(text.toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}\\p{N}']+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    Set<String> stretches = new HashSet<>();
    for (int i = 0; i + QUOTATION <= words.size(); i++) {
      stretches.add(String.join(" ", words.subList(i, i + QUOTATION)));
    }
    return stretches;
  }

  private static JsonNode entries(Card card) {
    return card.json().path("data").path("character_book").path("entries");
  }
}
