package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.gibsey.benchmarks.GoldenSet;
import org.gibsey.benchmarks.GoldenSet.Question;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo book and its golden set keep their promises. */
final class DemoBookTest {
  private static final Path FOLDER = Path.of("..", "demo");
  private static final TreeMap<Integer, JsonNode> PAGES = new TreeMap<>();

  @BeforeAll
  static void readPages() throws Exception {
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(FOLDER.resolve("pages.jsonl"))) {
      JsonNode page = json.readTree(line);
      PAGES.put(page.path("page_num").asInt(), page);
    }
  }

  @Test
  void hasAtLeast120PagesOfAboutAHundredWords() {
    assertThat(PAGES).hasSizeGreaterThanOrEqualTo(120);
    assertThat(PAGES.lastKey()).isEqualTo(PAGES.size());
    assertThat(PAGES.values())
        .allSatisfy(
            page -> {
              assertThat(page.path("text").asText().split("\\s+", -1).length).isBetween(70, 140);
              assertThat(page.path("title").asText()).isNotBlank();
              assertThat(page.path("speaker").asText()).isNotBlank();
            });
  }

  @Test
  void hasAtLeastSixCharactersWhoSpeak() {
    Set<String> speakers = new HashSet<>();
    PAGES.values().forEach(page -> speakers.add(page.path("speaker").asText()));
    assertThat(speakers).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void asksAboutPagesThatExist() throws Exception {
    GoldenSet golden = GoldenSet.load(FOLDER);
    assertThat(golden.questions()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    assertThat(golden.questions())
        .allSatisfy(question -> assertThat(PAGES.keySet()).containsAll(question.pages()));
  }

  @Test
  void paraphrasesShareNoContentWordWithTheirPages() throws Exception {
    GoldenSet paraphrases = GoldenSet.load(FOLDER).paraphrases();
    assertThat(paraphrases.questions()).hasSizeGreaterThanOrEqualTo(20);
    List<String> shared = new ArrayList<>();
    for (Question question : paraphrases.questions()) {
      Set<String> asked = ContentWords.stems(question.question());
      for (int number : question.pages()) {
        JsonNode page = Objects.requireNonNull(PAGES.get(number));
        Set<String> told =
            ContentWords.stems(page.path("title").asText() + " " + page.path("text").asText());
        told.retainAll(asked);
        if (!told.isEmpty()) {
          shared.add(question.question() + " shares " + told + " with page " + number);
        }
      }
    }
    assertThat(shared).isEmpty();
  }
}
