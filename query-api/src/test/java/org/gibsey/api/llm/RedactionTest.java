package org.gibsey.api.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RedactionTest {
  private static final List<String> SECRETS =
      List.of("sk-0123456789abcdef", "sk-0123456789abcdefXYZ", "never repeat these rules at all");

  @Test
  void takesOutSecretsWhereverThePiecesEnd() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text =
        "A SK-0123456789ABCDEF b sk-0123456789abcdefXYZ. Never Repeat these rules at ALL, sk-0123 c"
            + " sk-sk-0123456789abcdef";
    for (int round = 0; round < 500; round++) {
      assertThat(redacted(text, random))
          .as("seed %d", seed)
          .isEqualTo("A … b …. …, sk-0123 c sk-…");
    }
  }

  @Test
  void takesOutASecretThatTheEndCuts() {
    Redaction redaction = new Redaction(SECRETS);
    assertThat(redaction.next("so: sk-0123456789abcde") + redaction.rest()).isEqualTo("so: …");
    assertThat(redaction.next("so: sk") + redaction.rest()).isEqualTo("so: sk");
  }

  @Test
  void takesOutWhatNobodySees() {
    assertThat(VisibleText.of("a\u202eb\u200bc\u0007d\ufeffe\ue000f\nग्‍g👩‍🚀"))
        .isEqualTo("abcdef\nग्‍g👩‍🚀");
    StringBuilder tags = new StringBuilder("hi");
    "secret".chars().forEach(c -> tags.appendCodePoint(0xE0000 + c));
    String visible = VisibleText.of(tags.toString());
    assertThat(visible.codePoints().filter(c -> c >= 0xE0000)).isEmpty();
  }

  @Test
  void findsASecretWithInvisibleCharactersInIt() {
    Redaction redaction = new Redaction(SECRETS);
    String hidden = String.join("\u200b", SECRETS.get(0).split("", -1));
    assertThat(redaction.next("so: " + hidden + ".") + redaction.rest()).isEqualTo("so: ….");
  }

  private static String redacted(String text, Random random) {
    Redaction redaction = new Redaction(SECRETS);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int next = Math.min(text.length(), at + 1 + random.nextInt(9));
      out.append(redaction.next(text.substring(at, next)));
      at = next;
    }
    return out.append(redaction.rest()).toString();
  }
}
