package org.gibsey.api.credits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeCellTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠A",
        "'=1",
      })
  void standsBehindAnApostropheWhenASpreadsheetCouldTakeItForAFormula(String text) {
    assertThat(SafeCell.of(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "For the host", "a=b", "1 - 1", "jwt:ada@example.org", "  text"})
  void isLeftAloneOtherwise(String text) {
    assertThat(SafeCell.of(text)).isEqualTo(text);
  }

  @Test
  void canBeUndone() {
    assertThat(SafeCell.of("'quoted'")).isEqualTo("''quoted'");
  }
}
