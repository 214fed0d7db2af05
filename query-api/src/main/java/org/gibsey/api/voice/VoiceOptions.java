package org.gibsey.api.voice;

import picocli.CommandLine.Option;

/** Options that say how much a character is told and may say. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VoiceOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--llm-context",
      defaultValue = "${env:GIBSEY_LLM_CONTEXT:-4096}",
      description =
          "Tokens that the language model reads at once, a character's answer included."
              + DEFAULTS_TO)
  private int context;

  @Option(
      names = "--llm-reply",
      defaultValue = "${env:GIBSEY_LLM_REPLY:-512}",
      description = "Most tokens of a character's answer." + DEFAULTS_TO)
  private int reply;

  @Option(
      names = "--llm-turns",
      defaultValue = "${env:GIBSEY_LLM_TURNS:-6}",
      description =
          "Recent turns that a character is told word for word; older ones are summarised."
              + DEFAULTS_TO)
  private int turns;

  /**
   * What the options and the environment say.
   *
   * @throws IllegalArgumentException when something is out of its range
   */
  public VoiceSettings settings() {
    return new VoiceSettings(context, reply, turns);
  }
}
