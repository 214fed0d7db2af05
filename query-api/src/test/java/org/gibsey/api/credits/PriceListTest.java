package org.gibsey.api.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceListTest {
  private static final BigInteger MICROS_PER_TOKEN_PRICE = BigInteger.valueOf(1_000_000_000L);

  @TempDir private Path folder;

  @Test
  void roundsUpOnce() {
    ModelPrice price = price("m", "0.5", "0.5", 0);
    assertThat(price.of(0, 0)).isZero();
    assertThat(price.of(1, 0)).isEqualTo(1);
    // Each half alone would be rounded up to 1.
    assertThat(price.of(1_000, 1_000)).isEqualTo(1);
    assertThat(price.of(1_000, 1_001)).isEqualTo(2);
    // In binary 0.1 + 0.2 is more than 0.3, which would cost one more.
    assertThat(price("m", "0.1", "0.2", 0).of(10_000, 10_000)).isEqualTo(3);
  }

  @Test
  void asksForTheLeast() {
    ModelPrice price = price("m", "1", "1", 7);
    assertThat(price.of(0, 0)).isEqualTo(7);
    assertThat(price.of(7_000, 0)).isEqualTo(7);
    assertThat(price.of(7_001, 0)).isEqualTo(8);
  }

  @Test
  void doesNotOverflow() {
    ModelPrice highest = price("m", "1000000", "1000000", 1_000_000);
    assertThat(highest.of(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(4_294_967_294_000L);
  }

  @Test
  void agreesWithWholeNumbers() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long prompt = random.nextLong(1_000_000_000_001L);
      long completion = random.nextLong(1_000_000_000_001L);
      int read = random.nextInt(Integer.MAX_VALUE);
      int wrote = random.nextInt(1 << random.nextInt(31));
      BigInteger micros =
          BigInteger.valueOf(prompt)
              .multiply(BigInteger.valueOf(read))
              .add(BigInteger.valueOf(completion).multiply(BigInteger.valueOf(wrote)));
      BigInteger[] quotient = micros.divideAndRemainder(MICROS_PER_TOKEN_PRICE);
      long expected = quotient[0].longValueExact() + quotient[1].signum();
      ModelPrice price =
          new ModelPrice("m", BigDecimal.valueOf(prompt, 6), BigDecimal.valueOf(completion, 6), 0);
      assertThat(price.of(read, wrote)).as("seed %d, %s", seed, price).isEqualTo(expected);
    }
  }

  @Test
  void refusesLessThanNoTokens() {
    assertThatThrownBy(() -> PriceList.builtIn().of("m", -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameCountsBeforeAnyPatternAndPatternsInTheirOrder() {
    PriceList prices =
        PriceList.of(
            List.of(
                price("small-*", "1", "1", 1),
                price("*-7b", "2", "2", 2),
                price("small-7b", "3", "3", 3),
                price("*", "9", "9", 9)));
    assertThat(prices.entry("small-7b").least()).isEqualTo(3);
    assertThat(prices.entry("small-3b").least()).isEqualTo(1);
    assertThat(prices.entry("large-7b").least()).isEqualTo(2);
    assertThat(prices.entry("other").least()).isEqualTo(9);
    assertThat(prices.entry("extractive")).isEqualTo(PriceList.builtIn().entry("extractive"));
    assertThat(prices.entries())
        .extracting(ModelPrice::model)
        .containsExactly("small-7b", "extractive", "small-*", "*-7b", "*");
  }

  @Test
  void aPatternMeansNothingButItsStars() {
    ModelPrice price = price("a.b*[c]\\E*", "1", "1", 1);
    assertThat(price.fits("a.b[c]\\E")).isTrue();
    assertThat(price.fits("a.b\nmore[c]\\Eand")).isTrue();
    assertThat(price.fits("axb[c]\\E")).isFalse();
    assertThat(price.fits("a.bc\\E")).isFalse();
  }

  @Test
  void hasAPriceForEveryModel() {
    assertThat(PriceList.builtIn().of("extractive", 3_000, 500)).isEqualTo(1);
    // 3,000 at 1 and 500 at 4 for 1,000.
    assertThat(PriceList.builtIn().of("anything", 3_000, 500)).isEqualTo(5);
    assertThat(PriceList.builtIn().of("", 0, 0)).isEqualTo(1);
  }

  @Test
  void readsAFile() throws IOException {
    PriceList prices =
        PriceList.load(
            file(
                """
                # Credits for 1,000 tokens.
                models:
                  extractive: {prompt: 0, completion: 0, least: 2}
                  "small-*":
                    prompt: 0.25
                    completion: 1e0
                    least: 1
                """));
    assertThat(prices.of("extractive", 100, 100)).isEqualTo(2);
    assertThat(prices.of("small-1b", 1_000, 1_000)).isEqualTo(2);
    assertThat(prices.of("big", 1_000, 1_000)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "models: {m: {prompt: 1, completion: 1, least: 1, most: 9}} | line 1: models.m.most: there is no such key; known are completion, least, prompt",
        "price: {} | line 1: price: there is no such key; known are models",
        "models: {m: {prompt: 1, completion: 1}} | models.m: needs the keys completion, least",
        "models: {m: } | models.m: needs the keys completion, least, prompt",
        "models: {m: {prompt: , completion: 1, least: 1}} | models.m: needs the keys",
        "models: {m: {prompt: cheap, completion: 1, least: 1}} | models.m.prompt: expected is a number",
        "models: {m: {prompt: .nan, completion: 1, least: 1}} | models.m.prompt",
        "models: {m: {prompt: '1', completion: 1, least: 1}} | models.m.prompt",
        "models: {m: {prompt: -1, completion: 1, least: 1}} | models.m: prompt is -1, allowed are 0 to 1000000",
        "models: {m: {prompt: 1000000.1, completion: 1, least: 1}} | models.m: prompt is 1000000.1",
        "models: {m: {prompt: 1, completion: 1e99, least: 1}} | models.m: completion is 1E+99",
        "models: {m: {prompt: 1, completion: 0.0000001, least: 1}} | allowed are 6 decimals",
        "models: {m: {prompt: 1, completion: 1, least: 0.5}} | models.m.least: expected is a whole number",
        "models: {m: {prompt: 1, completion: 1, least: 1000001}} | models.m: least is 1000001",
        "models: {m: {prompt: 1, completion: 1, least: 99999999999999999999}} | models.m.least",
        "models: {m: {prompt: 1, completion: 1, least: 1}, m: {prompt: 1, completion: 1, least: 1}} | line 1: models",
        "models: {'*': {prompt: 1, completion: 1, least: 1}, 'a*': {prompt: 1, completion: 1, least: 1}} | 'a*' can never count",
        "models: {'': {prompt: 1, completion: 1, least: 1}} | the name of a model has 1 to 200 characters",
        "models: [a] | line 1: models: expected is an object",
        "models: | needs the key models",
        "[] | line 1: expected is an object",
        "~~ | expected is an object",
        "models: {m: | line 1",
      })
  void saysWhereAFileIsWrong(String yaml, String message) throws IOException {
    Path file = file(yaml);
    assertThatThrownBy(() -> PriceList.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--prices " + file + ": ")
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("org.gibsey", "java.", "(start"));
  }

  @Test
  void saysWhichLine() throws IOException {
    Path file = file("models:\n  a: {prompt: 1, completion: 1, least: 1}\n  b: {promt: 1}\n");
    assertThatThrownBy(() -> PriceList.load(file))
        .hasMessageContaining("line 3: models.b.promt: there is no such key");
  }

  @Test
  void saysWhichFileCannotBeRead() {
    Path missing = folder.resolve("none.yaml");
    assertThatThrownBy(() -> PriceList.load(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("prices.yaml"), yaml);
  }

  private static ModelPrice price(String model, String prompt, String completion, long least) {
    return new ModelPrice(model, new BigDecimal(prompt), new BigDecimal(completion), least);
  }
}
