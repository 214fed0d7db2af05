package org.gibsey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void takesTheMiddleOfAnOddNumber() {
    assertThat(Spread.of(9, 1, 4)).isEqualTo(new Spread(4, 1, 9));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Spread.of(10, 1, 4, 5)).isEqualTo(new Spread(4.5, 1, 10));
  }

  @Test
  void showsMedianAndRange() {
    assertThat(Spread.of(2.25, 1, 3)).hasToString("2.3 [1.0-3.0]");
  }

  @Test
  void refusesToSumUpNothing() {
    assertThatThrownBy(Spread::of).hasMessage("no measurements");
  }
}
