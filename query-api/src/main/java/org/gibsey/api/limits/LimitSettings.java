package org.gibsey.api.limits;

/**
 * How often somebody may ask.
 *
 * @param requests all requests of one caller
 * @param generation requests of one caller that let a language model write
 * @param guesses keys and tokens from one address that are not valid
 */
public record LimitSettings(RateLimit requests, RateLimit generation, RateLimit guesses) {
  /** No limits at all. */
  public static LimitSettings none() {
    return new LimitSettings(RateLimit.NONE, RateLimit.NONE, RateLimit.NONE);
  }
}
