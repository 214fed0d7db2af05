package org.gibsey.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossOriginTest {
  @Test
  void takesOrigins() {
    Set<String> origins = Set.of("https://club.example", "http://127.0.0.1:3000");
    assertThat(new CrossOrigin(origins).origins()).isEqualTo(origins);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "",
        "club.example",
        "https://club.example/",
        "https://club.example/page",
        "https://*.example",
        "https://me@club.example",
        "https://Club.example",
        "ftp://club.example",
        "https://club.example?x",
        "https:// club.example",
      })
  void refusesWhatIsNoExactOrigin(String text) {
    assertThatThrownBy(() -> new CrossOrigin(Set.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--cors-origin");
  }
}
