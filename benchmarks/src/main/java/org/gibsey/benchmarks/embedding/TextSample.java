package org.gibsey.benchmarks.embedding;

import java.util.Locale;
import java.util.Random;

/** Kinds of texts by their length in tokens, special tokens included. */
enum TextSample {
  /** 8 to 12 tokens, each length as likely as any other. */
  QUERIES(512) {
    @Override
    int tokens(Random random) {
      return random.nextInt(8, 13);
    }
  },

  /** 110 to 130 tokens, each length as likely as any other. */
  PASSAGES(128) {
    @Override
    int tokens(Random random) {
      return random.nextInt(110, 131);
    }
  },

  /**
   * 8 to 256 tokens, the logarithm of the length equally distributed: half are shorter than 45
   * tokens, the mean is about 72.
   */
  MIXED(128) {
    @Override
    int tokens(Random random) {
      return (int) Math.round(8 * Math.pow(32, random.nextDouble()));
    }
  };

  private final int size;

  TextSample(int size) {
    this.size = size;
  }

  /** Texts that one measurement computes. */
  int size() {
    return size;
  }

  /** Draws the length of a text. */
  abstract int tokens(Random random);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
