package org.gibsey.api.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SentencesTest {
  @Test
  void cutsAfterFullStopsQuestionsAndExclamations() {
    assertThat(sentences("It rose. Did it fall? It did! Then… silence."))
        .containsExactly("It rose.", "Did it fall?", "It did!", "Then… silence.");
  }

  @Test
  void doesNotCutAfterTitlesOrInNumbers() {
    assertThat(sentences("Mr. Loam met Dr. Fesk at St. Agnes. They paid 3.50 each."))
        .containsExactly("Mr. Loam met Dr. Fesk at St. Agnes.", "They paid 3.50 each.");
  }

  @Test
  void keepsASpeechWithItsSpeaker() {
    assertThat(sentences("\"Who? Me?\" she asked. \"I wager,\" says she, \"I can.\" He left."))
        .containsExactly(
            "\"Who? Me?\" she asked.", "\"I wager,\" says she, \"I can.\"", "He left.");
    assertThat(sentences("“Sit. Sit,” he said. She sat."))
        .containsExactly("“Sit. Sit,” he said.", "She sat.");
  }

  @Test
  void endsASentenceWithItsParagraph() {
    assertThat(sentences("A heading without a stop\n\nThe text begins.\r\n\r\nIt goes on"))
        .containsExactly("A heading without a stop", "The text begins.", "It goes on");
  }

  @Test
  void cutsALongSpeechThatIsNeverClosed() {
    String text = "\"" + "This sentence has some words in it. ".repeat(20);
    assertThat(sentences(text)).hasSizeGreaterThan(1);
  }

  @Test
  void findsNothingInBlankText() {
    assertThat(Sentences.of("")).isEmpty();
    assertThat(Sentences.of(" \n\n \t")).isEmpty();
  }

  @Test
  void losesNothingButWhiteSpaceOfAnyText() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "aB \n.!?\"“”'éß🍎,;:Mr.1";
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        text.appendCodePoint(alphabet.codePointAt(codePointStart(alphabet, random)));
      }
      StringBuilder kept = new StringBuilder();
      int end = 0;
      for (Sentences.Span span : Sentences.of(text.toString())) {
        assertThat(span.start()).as("seed %d: %s", seed, text).isGreaterThanOrEqualTo(end);
        end = span.end();
        kept.append(span.of(text.toString()));
      }
      assertThat(kept.toString().replaceAll("\\s", ""))
          .as("seed %d", seed)
          .isEqualTo(text.toString().replaceAll("\\s", ""));
    }
  }

  private static int codePointStart(String text, Random random) {
    return text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
  }

  private static List<String> sentences(String text) {
    return Sentences.of(text).stream().map(span -> span.of(text)).toList();
  }
}
