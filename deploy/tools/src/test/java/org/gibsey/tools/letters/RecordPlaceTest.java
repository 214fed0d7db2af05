package org.gibsey.tools.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordPlaceTest {
  @Test
  void readsWhatItWrites() {
    RecordPlace place = new RecordPlace("gibsey.gibsey.pages", 3, 12_345_678_901L);
    assertThat(RecordPlace.parse(place.toString())).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "topic", "topic/1", "topic/-1/2", "topic/a/2", "/1/2"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> RecordPlace.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TOPIC/PARTITION/OFFSET");
  }
}
