package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {
  @Test
  void readsWhatItWrites() {
    assertThat(PortRange.parse("9100-9119")).isEqualTo(new PortRange(9100, 9119));
    assertThat(PortRange.parse("9100")).isEqualTo(new PortRange(9100, 9100));
    assertThat(PortRange.parse("0")).isEqualTo(PortRange.ANY);
    assertThat(PortRange.parse(new PortRange(1, 65_535).toString()))
        .isEqualTo(new PortRange(1, 65_535));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "9119-9100", "0-10", "65536", "9100-", "nine", "99999999999"})
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> PortRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ports must");
  }
}
