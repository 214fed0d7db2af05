package org.gibsey.api.characters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MacrosTest {
  private final Macros macros = new Macros("Edda", "Wren", 7);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{char}} and {{User}} | Edda and Wren",
        "<BOT>, <char>, <user> | Edda, Edda, Wren",
        "{{reverse:Hello}} | olleH",
        "a{{// not said}}b{{comment: shown}}c{{hidden_key:k}}d | abcd",
        "{{unknown}} {{ char }} | {{unknown}} Edda",
        "{{roll:1}}{{roll:d1}}{{roll:x}} | 11{{roll:x}}",
        "{{random:same}} | same",
        "{{{char}}} | {Edda}",
        "{{original}}! | !",
      })
  void fillsIn(String text, String filled) {
    assertThat(macros.fill(text)).isEqualTo(filled);
  }

  @Test
  void doesNotLookAgainAtWhatItFilledIn() {
    assertThat(new Macros("{{user}}", "{{char}}", 0).fill("{{char}}{{user}}"))
        .isEqualTo("{{user}}{{char}}");
  }

  @Test
  void putsAnOriginalWhereItIsAskedFor() {
    assertThat(macros.fill("{{original}} Also.", "Be brief.")).isEqualTo("Be brief. Also.");
  }

  @Test
  void chanceIsFairAndTheSameForTheSameSeed() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      Macros some = new Macros("a", "b", seed);
      String text = "{{random:x,y\\,z,w}} {{roll:6}}";
      assertThat(some.fill(text)).isEqualTo(new Macros("a", "b", seed).fill(text));
      seen.add(some.fill("{{random:x,y\\,z,w}}"));
      assertThat(Integer.parseInt(some.fill("{{roll:6}}"))).isBetween(1, 6);
      String picked = some.fill("{{pick:1,2,3}} {{pick:1,2,3}}");
      assertThat(picked.charAt(0)).isEqualTo(picked.charAt(2));
    }
    assertThat(seen).containsExactlyInAnyOrder("x", "y,z", "w");
  }
}
