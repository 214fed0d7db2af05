package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTokenizerTest {
  private static final long CLS = 101;
  private static final long SEP = 102;

  private final TextTokenizer tokenizer = TextTokenizer.builtIn();

  @Test
  void putsIdsBetweenTheSpecialTokens() {
    assertThat(tokenizer.ids("Hello world")).containsExactly(CLS, 7592, 2088, SEP);
    assertThat(tokenizer.count("Hello world")).isEqualTo(4);
  }

  @Test
  void givesOnlySpecialTokensForEmptyAndBlankTexts() {
    assertThat(tokenizer.ids("")).containsExactly(CLS, SEP);
    assertThat(tokenizer.ids(" \n\t ")).containsExactly(CLS, SEP);
    assertThat(tokenizer.spans(" \n\t ")).isEmpty();
  }

  @Test
  void neitherCutsNorPadsTexts() {
    assertThat(tokenizer.count("word ".repeat(2_000))).isEqualTo(2_002);
    assertThat(tokenizer.spans("word ".repeat(2_000))).hasSize(2_000);
  }

  @Test
  void splitsWordsItDoesNotKnow() {
    assertThat(pieces("Saltclock, unputdownable!"))
        .containsExactly("Salt", "cl", "ock", ",", "un", "put", "down", "able", "!");
  }

  @Test
  void countsPlacesInUtf16UnitsAfterEmoji() {
    assertThat(pieces("😀 sea 👩‍🚀 clock")).containsSubsequence("😀", "sea", "clock");
    assertThat(tokenizer.spans("😀 sea").getLast()).isEqualTo(new TokenSpan(3, 6));
  }

  @Test
  void keepsCombiningMarksWithTheirLetters() {
    assertThat(pieces("the café by the sea")).containsExactly("the", "café", "by", "the", "sea");
    assertThat(pieces("the cafe\u0301 by the sea"))
        .satisfiesExactly(
            the -> assertThat(the).isEqualTo("the"),
            cafe -> assertThat(cafe).startsWith("cafe"),
            by -> assertThat(by).isEqualTo("by"),
            the -> assertThat(the).isEqualTo("the"),
            sea -> assertThat(sea).isEqualTo("sea"));
  }

  @Test
  void findsEveryIdeographAndArabicWord() {
    assertThat(pieces("海は 青い。")).contains("海", "青", "。");
    assertThat(String.join("", pieces("البحر أزرق"))).contains("بحر", "زرق");
  }

  @Test
  void treatsHalfASurrogatePairAsOneUnknownUnit() {
    String text = "tide \uD83D rises \uDE00 again";
    assertThat(pieces(text)).containsExactly("tide", "rises", "again");
  }

  @Test
  void findsThePlaceOfMarkersThatTheTextItselfContains() {
    assertThat(pieces("a [SEP] b")).containsExactly("a", "[SEP]", "b");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesAscendingPlacesThatSplitNoSurrogatePair(long seed) {
    String text = randomText(new Random(seed));
    int previousStart = 0;
    for (TokenSpan span : tokenizer.spans(text)) {
      assertThat(span.start()).isBetween(previousStart, span.end());
      assertThat(span.end()).isLessThanOrEqualTo(text.length());
      assertThat(splitsPair(text, span.start()) || splitsPair(text, span.end())).isFalse();
      previousStart = span.start();
    }
    assertThat(tokenizer.spans(text)).hasSize(tokenizer.count(text) - 2);
  }

  @Test
  void givesTheSameToManyThreads() {
    List<String> texts = IntStream.range(0, 500).mapToObj(i -> "page " + i + " of 海 😀").toList();
    List<String> alone = texts.stream().map(text -> Arrays.toString(tokenizer.ids(text))).toList();
    List<String> together =
        texts.parallelStream().map(text -> Arrays.toString(tokenizer.ids(text))).toList();
    assertThat(together).isEqualTo(alone);
  }

  private List<String> pieces(String text) {
    return tokenizer.spans(text).stream()
        .map(span -> text.substring(span.start(), span.end()))
        .toList();
  }

  private static boolean splitsPair(String text, int index) {
    return index > 0
        && index < text.length()
        && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
  }

  private static String randomText(Random random) {
    int[] alphabet = "aeklst  ,.É\u0301ßжю海青بحर्😀🚀𝄞\u0000\u200d\uFFFD\n".codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }
}
