package org.gibsey.api.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SharedWordsTest {
  @Test
  void countsTheWordsThatSayWhatAQuestionIsAbout() {
    SharedWords words = new SharedWords("Who is ADMIRAL, and where does the snail live?");
    assertThat(words.share("A snail called Admiral.")).isCloseTo(2 / 3.0, within());
    assertThat(words.share("Nothing of that.")).isZero();
  }

  @Test
  void aQuestionWithoutSuchWordsSharesNothing() {
    assertThat(new SharedWords("What is it?").share("It is what it is.")).isZero();
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }
}
