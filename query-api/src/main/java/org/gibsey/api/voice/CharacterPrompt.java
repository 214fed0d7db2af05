package org.gibsey.api.voice;

import java.util.List;
import org.gibsey.api.llm.Prompt;
import org.gibsey.api.retrieve.Stretch;

/**
 * What a language model is told to speak as a character.
 *
 * @param confidential strings that are in the prompt and must not be in an answer
 * @param passages what may be cited, by its number from 1
 */
record CharacterPrompt(Prompt prompt, List<String> confidential, List<Stretch> passages) {
  /** Tokens of all messages. */
  int tokens(Tokens tokens) {
    return prompt.messages().stream().mapToInt(message -> tokens.of(message.text())).sum();
  }
}
