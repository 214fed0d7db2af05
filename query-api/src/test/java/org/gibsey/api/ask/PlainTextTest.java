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
  void takesOutWhatNobodySees() {
    assertThat(PlainText.visible("a\u202eb\u200bc\u0007d\ufeffe\ue000f\nग्‍g👩‍🚀"))
        .isEqualTo("abcdef\nग्‍g👩‍🚀");
    StringBuilder tags = new StringBuilder("hi");
    "secret".chars().forEach(c -> tags.appendCodePoint(0xE0000 + c));
    String visible = PlainText.visible(tags.toString());
    assertThat(visible.codePoints().filter(c -> c >= 0xE0000)).isEmpty();
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
        out.append(plain.next(PlainText.visible(text.substring(at, next))));
        at = next;
      }
      assertThat(out.toString()).as("seed %d", seed).isEqualTo(whole);
    }
  }

  private static String plain(String text) {
    return new PlainText().next(PlainText.visible(text));
  }
}
