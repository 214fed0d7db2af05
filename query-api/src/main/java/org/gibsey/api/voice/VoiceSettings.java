package org.gibsey.api.voice;

/**
 * How much a character is told and may say.
 *
 * @param contextTokens tokens of a prompt and its answer together, which the language model must be
 *     able to read; 2,048 to 131,072
 * @param replyTokens most tokens of an answer, 256 to half of {@code contextTokens}
 * @param verbatimTurns recent turns that are told word for word, 1 to 50
 */
public record VoiceSettings(int contextTokens, int replyTokens, int verbatimTurns) {
  private static final int LEAST_REPLY = 256;

  /** For models that read 4,096 tokens. */
  public static VoiceSettings defaults() {
    return new VoiceSettings(4_096, 512, 6);
  }

  public VoiceSettings {
    require("--llm-context", contextTokens, 2_048, 131_072);
    require("--llm-reply", replyTokens, LEAST_REPLY, contextTokens / 2);
    require("--llm-turns", verbatimTurns, 1, 50);
  }

  /** Most tokens of a prompt. */
  int promptTokens() {
    return contextTokens - replyTokens;
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are %d to %d".formatted(name, value, min, max));
    }
  }
}
