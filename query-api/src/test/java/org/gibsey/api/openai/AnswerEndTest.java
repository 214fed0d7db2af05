package org.gibsey.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.gibsey.embedding.TextTokenizer;
import org.junit.jupiter.api.Test;

final class AnswerEndTest {
  private static final String TEXT = "salt keeps the clock from freezing and salt keeps the sea";

  @Test
  void endsBeforeAStopTextHoweverThePiecesFall() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int at = random.nextInt(TEXT.length() - 3);
      String stop = TEXT.substring(at, at + 1 + random.nextInt(TEXT.length() - at));
      AnswerEnd end = end(Integer.MAX_VALUE, stop, "never written");
      assertThat(shown(end, random))
          .as("seed %d, round %d, stop '%s'", seed, round, stop)
          .isEqualTo(TEXT.substring(0, TEXT.indexOf(stop)));
      assertThat(end.reason()).isEqualTo("stop");
    }
  }

  @Test
  void holdsNothingBackInTheEnd() {
    long seed = new Random().nextLong();
    AnswerEnd end = end(Integer.MAX_VALUE, "sea change");
    assertThat(shown(end, new Random(seed))).as("seed %d", seed).isEqualTo(TEXT);
    assertThat(end.reason()).isNull();
  }

  @Test
  void endsWhereTheTokensAreUsedUp() {
    AnswerEnd end = end(4);
    assertThat(end.add("salt keeps ")).isEqualTo("salt keeps ");
    assertThat(end.add("the clock from")).isEqualTo("the clock");
    assertThat(end.add(" freezing")).isEmpty();
    assertThat(end.rest()).isEmpty();
    assertThat(end.reason()).isEqualTo("length");
    assertThat(end.tokens()).isEqualTo(4);
  }

  private static AnswerEnd end(int mostTokens, String... stops) {
    return new AnswerEnd(TextTokenizer.builtIn(), mostTokens, List.of(stops));
  }

  private static String shown(AnswerEnd end, Random random) {
    StringBuilder shown = new StringBuilder();
    for (int from = 0; from < TEXT.length(); ) {
      int to = Math.min(TEXT.length(), from + 1 + random.nextInt(9));
      shown.append(end.add(TEXT.substring(from, to)));
      from = to;
    }
    return shown.append(end.rest()).toString();
  }
}
