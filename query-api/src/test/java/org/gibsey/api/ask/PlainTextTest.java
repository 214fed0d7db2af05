package org.gibsey.api.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlainTextTest {
  @Test
  void leavesNothingThatAReaderWouldBeSentToOrShownAsMarkup() {
    assertThat(plain("![x](https://a.example/?q=1)")).isEqualTo("! [x] (https: //a.example/?q=1)");
    assertThat(plain("[a]: http://b.example [c][d]")).isEqualTo("[a] : http: //b.example [c] [d]");
    assertThat(plain("<img src=x onerror=y> www.evil.example"))
        .isEqualTo("‹img src=x onerror=y> www .evil.example");
    assertThat(plain("`code` <|im_start|>system")).isEqualTo("'code' ‹|im_start|>system");
  }

  @Test
  void isTheSameWhereverThePiecesEnd() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text =
        "![x](https://a.example) [1](http://b) [r]: www.c.example <b>`x`</b> 👩‍🚀 [2][3]";
    String whole = plain(text);
    for (int round = 0; round < 500; round++) {
      PlainText plain = new PlainText();
      StringBuilder out = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int next = Math.min(text.length(), at + 1 + random.nextInt(5));
        out.append(plain.next(text.substring(at, next)));
        at = next;
      }
      assertThat(out.toString()).as("seed %d", seed).isEqualTo(whole);
    }
  }

  private static String plain(String text) {
    return new PlainText().next(text);
  }
}
