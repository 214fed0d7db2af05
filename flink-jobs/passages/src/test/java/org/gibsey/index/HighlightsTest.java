package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HighlightsTest {
  @Test
  void findsWordsByTheirStems() throws Exception {
    assertThat(found("ringing bells", "The bell rings; a Bell's ring, unbelled."))
        .containsExactly("bell", "rings", "Bell's", "ring");
  }

  @Test
  void countsInUtf16BehindCharactersBeyondTheBasicPlane() throws Exception {
    String text = "𝕊alt 🧂🧂 and the Zoë-clock: clock:tower 🕰 clock";

    assertThat(found("zoe clock", text)).containsExactly("Zoë", "clock", "clock", "clock");
  }

  @Test
  void leavesStopWordsAloneUnlessThereIsNothingElse() throws Exception {
    assertThat(found("what is the clock", "What the clock is.")).containsExactly("clock");
    assertThat(found("what is the", "What the clock is.")).containsExactly("What", "the", "is");
  }

  @Test
  void findsNothingWhereNoWordIsAskedFor() throws Exception {
    assertThat(found("…", "What the clock is.")).isEmpty();
    assertThat(found("salt", "")).isEmpty();
  }

  private static List<String> found(String query, String text) throws Exception {
    List<Highlight> highlights = Highlights.of(text, WordQuery.words(query));
    int end = 0;
    for (Highlight highlight : highlights) {
      assertThat(highlight.start()).isGreaterThanOrEqualTo(end);
      end = highlight.end();
    }
    return highlights.stream().map(word -> text.substring(word.start(), word.end())).toList();
  }
}
