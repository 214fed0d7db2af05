package org.gibsey.api.credits;

/** What the tokens of each model cost. */
public interface Prices {
  /**
   * Credits for so many tokens, rounded up, at least the model's least price.
   *
   * @param model {@code extractive} or the name of a language model
   */
  long of(String model, int promptTokens, int completionTokens);
}
