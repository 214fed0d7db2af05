package org.gibsey.api.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class CitationMarkersTest {
  private static final String TEXT =
      "Nine days [1]. Blossom [7], boats [2, 3] and [9][2] goats [1-9]! See [sic], 【3】, [^1], [ 2 ]"
          + " [99999999999999] [the flood of that year was long and stood high] x [0] [-1] [1";
  private static final String EXPECTED =
      "Nine days {1}. Blossom, boats {2}{3} and{2} goats {1}! See [sic], {3}, {1}, {2}"
          + " [99999999999999] [the flood of that year was long and stood high] x [-1] [1";

  @Test
  void keepsMarkersOfGivenSourcesOnlyWhereverThePiecesEnd() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      assertThat(filtered(TEXT, random)).as("seed %d", seed).isEqualTo(EXPECTED);
    }
  }

  @Test
  void neverCitesWhatWasNotGiven() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "[]【】0123456789,;-^ a\n";
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      // The listener fails on a source that was not given.
      String filtered = filtered(text.toString(), random);
      assertThat(filtered.length()).as("seed %d", seed).isPositive();
    }
  }

  private static String filtered(String text, Random random) {
    StringBuilder out = new StringBuilder();
    CitationMarkers markers =
        new CitationMarkers(
            3,
            new CitationMarkers.Listener() {
              @Override
              public void text(String piece) {
                out.append(piece);
              }

              @Override
              public void cited(int source) {
                assertThat(source).isBetween(1, 3);
                out.append('{').append(source).append('}');
              }
            });
    int at = 0;
    while (at < text.length()) {
      int next = Math.min(text.length(), at + 1 + random.nextInt(6));
      markers.next(text.substring(at, next));
      at = next;
    }
    markers.end();
    return out.toString();
  }
}
