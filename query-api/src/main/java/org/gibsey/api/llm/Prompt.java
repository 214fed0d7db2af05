package org.gibsey.api.llm;

import java.util.List;

/**
 * What a language model is asked to continue.
 *
 * @param messages oldest first, at least one
 * @param maxTokens most tokens of the answer, at least 1
 * @param temperature 0 for the likeliest words, up to 2
 */
public record Prompt(List<Message> messages, int maxTokens, double temperature) {
  public Prompt {
    messages = List.copyOf(messages);
  }

  /** Who speaks. */
  public enum Speaker {
    /** The rules, which nothing that comes later may change. */
    SYSTEM,
    /** The reader. */
    USER,
    /** The model itself. */
    ASSISTANT
  }

  /** One turn. */
  public record Message(Speaker speaker, String text) {}
}
