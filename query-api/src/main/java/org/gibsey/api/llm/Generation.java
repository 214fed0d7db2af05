package org.gibsey.api.llm;

/**
 * What a language model wrote.
 *
 * @param text all of it
 * @param promptTokens tokens of the prompt
 * @param completionTokens tokens of the text
 * @param estimated whether the tokens were estimated here because the model did not tell
 * @param end why it ended
 */
public record Generation(
    String text, int promptTokens, int completionTokens, boolean estimated, End end) {
  /** Why a text ended. */
  public enum End {
    /** The model was done. */
    STOP,
    /** The most tokens were reached. */
    LENGTH
  }
}
