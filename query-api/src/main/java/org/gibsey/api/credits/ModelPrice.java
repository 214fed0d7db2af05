package org.gibsey.api.credits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one model costs, or all whose names fit a pattern.
 *
 * @param model a name, or a pattern in which {@code *} stands for any text; 1 to 200 characters
 * @param prompt credits for 1,000 tokens of the prompt, 0 to 1,000,000 with at most 6 decimals
 * @param completion credits for 1,000 tokens that the model writes, within the same bounds
 * @param least credits that a text costs at least, 0 to 1,000,000
 */
public record ModelPrice(String model, BigDecimal prompt, BigDecimal completion, long least) {
  /** The unit of tokens that prices are for. */
  public static final int PER_TOKENS = 1_000;

  static final int MOST = 1_000_000;
  private static final int DECIMALS = 6;
  private static final int MAX_NAME = 200;
  private static final int DECIMALS_OF_PER_TOKENS = 3;
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(MOST);

  public ModelPrice {
    if (model.isBlank() || model.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "the name of a model has 1 to %d characters".formatted(MAX_NAME));
    }
    require("prompt", prompt);
    require("completion", completion);
    if (least < 0 || least > MOST) {
      throw new IllegalArgumentException("least is %d, allowed are 0 to %d".formatted(least, MOST));
    }
  }

  private static void require(String key, BigDecimal price) {
    if (price.signum() < 0 || price.compareTo(HIGHEST) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, allowed are 0 to %d".formatted(key, price, MOST));
    }
    if (price.stripTrailingZeros().scale() > DECIMALS) {
      throw new IllegalArgumentException(
          "%s is %s, allowed are %d decimals".formatted(key, price, DECIMALS));
    }
  }

  /** Whether this is for one name alone. */
  boolean isExact() {
    return model.indexOf('*') < 0;
  }

  /** Whether this is for every name there is. */
  boolean isForAll() {
    return model.chars().allMatch(c -> c == '*');
  }

  boolean fits(String name) {
    return isExact() ? model.equals(name) : pattern().matcher(name).matches();
  }

  private Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(model.split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  /**
   * The price of a text: {@code ceil((prompt · p + completion · c) / 1000)}, at least {@code
   * least}. Decimal and exact, rounded once; with the largest prices and counts about 4.3e12.
   *
   * @param promptTokens from 0
   * @param completionTokens from 0
   */
  long of(int promptTokens, int completionTokens) {
    if (promptTokens < 0 || completionTokens < 0) {
      throw new IllegalArgumentException(
          "%d and %d tokens; there can't be fewer than none"
              .formatted(promptTokens, completionTokens));
    }
    BigDecimal exact =
        prompt
            .multiply(BigDecimal.valueOf(promptTokens))
            .add(completion.multiply(BigDecimal.valueOf(completionTokens)))
            .movePointLeft(DECIMALS_OF_PER_TOKENS);
    return Math.max(least, exact.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
