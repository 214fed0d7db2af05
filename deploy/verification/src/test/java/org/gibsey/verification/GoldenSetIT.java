package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gibsey.benchmarks.GoldenSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers' questions must lead to the pages that answer them. */
@ExtendWith(Stack.Provider.class)
final class GoldenSetIT {
  private final Stack stack;
  private final GoldenSet golden;

  GoldenSetIT(Stack stack) throws Exception {
    this.stack = stack;
    this.golden = GoldenSet.load(Path.of(System.getProperty("checkout"), "deploy", "demo"));
  }

  @Test
  void fourOfFiveQuestionsFindTheirPageByMeaning() throws Exception {
    GoldenSet.Score score = golden.ask(stack.reader(), "vector");
    assertThat(score.questions()).isGreaterThanOrEqualTo(60);
    assertThat(score.hitAt5()).as("missed: %s", score.missedAt5()).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void meaningFindsPagesThatShareNoWordWithTheQuestion() throws Exception {
    GoldenSet paraphrases = golden.paraphrases();
    double byMeaning = paraphrases.ask(stack.reader(), "vector").hitAt5();
    double byWords = paraphrases.ask(stack.reader(), "text").hitAt5();
    assertThat(paraphrases.questions()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(byMeaning).isGreaterThan(byWords);
  }
}
