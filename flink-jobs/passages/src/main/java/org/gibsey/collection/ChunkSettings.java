package org.gibsey.collection;

import java.io.Serializable;

/**
 * How a text is cut into passages.
 *
 * @param tokens most tokens of one passage, {@value #MIN_TOKENS} to {@value #MAX_TOKENS}
 * @param overlap tokens that a passage may share with the one before, 0 to half of {@code tokens}
 */
public record ChunkSettings(int tokens, int overlap) implements Serializable {
  static final int MIN_TOKENS = 16;

  /** Leaves room for a title and the special tokens in a window of 512. */
  static final int MAX_TOKENS = 384;

  public ChunkSettings {
    if (tokens < MIN_TOKENS || tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "tokens is " + tokens + ", allowed are " + MIN_TOKENS + " to " + MAX_TOKENS);
    }
    if (overlap < 0 || overlap > tokens / 2) {
      throw new IllegalArgumentException(
          "overlap is " + overlap + ", allowed are 0 to half of tokens, here " + tokens / 2);
    }
  }
}
