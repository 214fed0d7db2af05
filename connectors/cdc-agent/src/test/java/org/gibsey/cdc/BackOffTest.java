package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackOffTest {
  private final BackOff backOff = new BackOff();

  @Test
  void doublesUpToAMinute() {
    assertThat(backOff.after(Duration.ZERO)).hasSeconds(1);
    assertThat(backOff.after(Duration.ZERO)).hasSeconds(2);
    for (int i = 0; i < 10; i++) {
      backOff.after(Duration.ZERO);
    }
    assertThat(backOff.after(Duration.ZERO)).hasSeconds(60);
  }

  @Test
  void beginsAgainAfterARunThatLasted() {
    backOff.after(Duration.ZERO);
    backOff.after(Duration.ZERO);

    assertThat(backOff.after(Duration.ofMinutes(1))).hasSeconds(1);
  }
}
