package org.gibsey.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.shard.AwaitedWrite;
import org.junit.jupiter.api.Test;

final class WriteTokenTest {
  private static final String KEY = "{\"book_id\":\"café \uD83D\uDE00\",\"page_num\":-3}";
  private static final WriteToken TOKEN = new WriteToken("pages", KEY, 1_767_225_600_123_456L);

  @Test
  void readsWhatItWrote() {
    assertThat(WriteToken.parse(TOKEN.encode())).isEqualTo(TOKEN);
    assertThat(TOKEN.encode()).matches("[A-Za-z0-9_-]+");
    assertThat(WriteToken.parse(new WriteToken("p", "k", Long.MIN_VALUE).encode()))
        .isEqualTo(new WriteToken("p", "k", Long.MIN_VALUE));
  }

  @Test
  void longestKeyFitsTheLongestToken() {
    WriteToken longest =
        new WriteToken("c".repeat(WriteToken.MAX_BYTES), "k".repeat(WriteToken.MAX_BYTES), 0);
    assertThat(longest.encode().length()).isLessThanOrEqualTo(WriteToken.MAX_LENGTH);
    assertThat(WriteToken.parse(longest.encode())).isEqualTo(longest);
  }

  @Test
  void tellsSearchesOfItsCollectionWhatToWaitFor() {
    assertThat(TOKEN.in("pages").rowKey()).isEqualTo(KEY);
    assertThat(TOKEN.in("pages").write()).isEqualTo(AwaitedWrite.at(TOKEN.writeTimeMicros()));
    assertInvalid(() -> TOKEN.in("letters"));
  }

  @Test
  void refusesEveryPartAndEveryOtherSpellingOfAToken() {
    String text = TOKEN.encode();
    for (int length = 0; length < text.length(); length++) {
      String part = text.substring(0, length);
      assertInvalid(() -> WriteToken.parse(part));
    }
    assertInvalid(() -> WriteToken.parse(text + "="));
    assertInvalid(() -> WriteToken.parse(text + "A"));
    assertInvalid(() -> WriteToken.parse(" " + text));
    assertInvalid(() -> WriteToken.parse("A".repeat(WriteToken.MAX_LENGTH + 1)));
  }

  @Test
  void refusesAnyOneCharacterChangedAndAnyNoise() {
    long seed = System.nanoTime();
    System.out.println("WriteTokenTest seed " + seed);
    Random random = new Random(seed);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String text = TOKEN.encode();
    for (int at = 0; at < text.length(); at++) {
      char other = letters.charAt(random.nextInt(letters.length()));
      if (other != text.charAt(at)) {
        String changed = text.substring(0, at) + other + text.substring(at + 1);
        assertInvalid(() -> WriteToken.parse(changed));
      }
    }
    for (int i = 0; i < 2_000; i++) {
      StringBuilder noise = new StringBuilder("A" + (random.nextBoolean() ? "Q" : ""));
      random
          .ints(random.nextInt(60), 0, letters.length())
          .forEach(letter -> noise.append(letters.charAt(letter)));
      assertInvalid(() -> WriteToken.parse(noise.toString()));
    }
  }

  @Test
  void refusesToBeMadeOfNothingOrTooMuch() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WriteToken("", "k", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WriteToken("c", "k".repeat(WriteToken.MAX_BYTES + 1), 1));
  }

  private static void assertInvalid(Runnable parsing) {
    assertThatThrownBy(parsing::run)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_TOKEN));
  }
}
