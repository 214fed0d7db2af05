package org.gibsey.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.row.Passage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChunkerTest {
  private static final int WINDOW = 512;
  private static final TextTokenizer TOKENIZER = TextTokenizer.builtIn();

  private final Chunker chunker = new Chunker(new ChunkSettings(32, 12), TOKENIZER, WINDOW);

  @Test
  void leavesAShortTextWhole() {
    assertThat(chunker.chunk("A Gill of Sea", "  I draw one gill of seawater.\n"))
        .containsExactly(new Passage(0, 2, 30, "I draw one gill of seawater."));
  }

  @Test
  void makesNothingOfABlankText() {
    assertThat(chunker.chunk(null, "")).isEmpty();
    assertThat(chunker.chunk("title", " \n\t ")).isEmpty();
  }

  @Test
  void cutsBetweenSentencesAndRepeatsTheLastOnes() {
    String text =
        IntStream.range(0, 12)
            .mapToObj(i -> "The seal number %d went out.".formatted(i))
            .collect(Collectors.joining(" "));

    List<Passage> passages = chunker.chunk(null, text);

    assertThat(passages).hasSizeGreaterThan(2);
    assertThat(passages)
        .allSatisfy(passage -> assertThat(passage.text()).startsWith("The").endsWith("out."));
    for (int i = 1; i < passages.size(); i++) {
      assertThat(passages.get(i).start()).isLessThan(passages.get(i - 1).end());
    }
    assertSound(null, text, passages);
  }

  @Test
  void cutsBetweenParagraphsWithoutFullStops() {
    String verse = "salt on the stair and salt on the sill\n\n";

    List<Passage> passages = chunker.chunk(null, verse.repeat(6));

    assertThat(passages)
        .allSatisfy(passage -> assertThat(passage.text()).startsWith("salt on").endsWith("sill"));
  }

  @Test
  void cutsASentenceLongerThanAPassageBetweenTokens() {
    String text = "and the tide came in ".repeat(60);

    List<Passage> passages = chunker.chunk(null, text);

    assertThat(passages).hasSizeGreaterThan(8);
    assertSound(null, text, passages);
  }

  @Test
  void keepsTitleAndPassageWithinTheWindowHoweverLongTheTitle() {
    Chunker wide = new Chunker(new ChunkSettings(384, 40), TOKENIZER, WINDOW);
    String title = "The very long title ".repeat(200);
    String text = "A short sentence stands here. ".repeat(200);

    assertSound(title, text, wide.chunk(title, text), wide, 384);
  }

  @Test
  void putsTheTitleBeforeThePassageThatTheModelReads() {
    Passage passage = new Passage(0, 0, 4, "text");

    assertThat(chunker.toEmbed("Title", passage)).isEqualTo("Title\ntext");
    assertThat(chunker.toEmbed(null, passage)).isEqualTo("text");
    assertThat(chunker.toEmbed("  ", passage)).isEqualTo("text");
  }

  @Test
  void losesNothingOfTextsOfManyKinds() {
    long seed = Long.getLong("gibsey.seed", System.nanoTime());
    System.out.println("gibsey.seed=" + seed);
    Random random = new Random(seed);
    String[] parts = {
      "sea",
      "Salt. ",
      "clock! ",
      " ",
      "\n\n",
      "🕰",
      "👩‍🚀",
      "海の時計。",
      "é",
      "e\u0301",
      "\uFFFD",
      "\u0000",
      "한국어",
      "½",
      "x".repeat(120),
      "antidisestablishmentarianism",
      "«Oui?» ",
      "\u00A0",
      "…",
      "3.14 ",
      "\t",
      "ﷺ"
    };
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(400); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertSound("Title 🕰", text.toString(), chunker.chunk("Title 🕰", text.toString()));
    }
  }

  private void assertSound(@Nullable String title, String text, List<Passage> passages) {
    assertSound(title, text, passages, chunker, 32);
  }

  private static void assertSound(
      @Nullable String title, String text, List<Passage> passages, Chunker chunker, int tokens) {
    boolean[] covered = new boolean[text.length()];
    int number = 0;
    for (Passage passage : passages) {
      assertThat(passage.number()).isEqualTo(number++);
      assertThat(passage.text()).isEqualTo(text.substring(passage.start(), passage.end()));
      assertThat(Character.isLowSurrogate(text.charAt(passage.start()))).isFalse();
      assertThat(Character.isHighSurrogate(text.charAt(passage.end() - 1))).isFalse();
      assertThat(TOKENIZER.count(chunker.toEmbed(title, passage))).isLessThanOrEqualTo(WINDOW);
      // A word cut in two may count more tokens on its own than inside its text.
      assertThat(TOKENIZER.count(passage.text())).isLessThanOrEqualTo(tokens + 2 + 100);
      Arrays.fill(covered, passage.start(), passage.end(), true);
    }
    for (int i = 0; i < text.length(); i++) {
      assertThat(covered[i] || Character.isWhitespace(text.charAt(i))).as("char %d", i).isTrue();
    }
  }
}
