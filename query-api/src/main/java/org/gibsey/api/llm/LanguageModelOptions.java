package org.gibsey.api.llm;

import java.time.Duration;
import java.util.Locale;
import org.gibsey.api.DurationConverter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that choose the language model; its key comes from the environment alone. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LanguageModelOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--llm",
      converter = ProviderConverter.class,
      defaultValue = "${env:GIBSEY_LLM:-none}",
      description =
          "Who writes answers: none (quotes), ollama, or openai for any server with OpenAI's chat"
              + " completions. Its key is read from "
              + LanguageModelKey.VARIABLE
              + "."
              + DEFAULTS_TO)
  private LanguageModelSettings.Provider provider;

  @Option(
      names = "--llm-url",
      defaultValue = "${env:GIBSEY_LLM_URL:-" + Option.NULL_VALUE + "}",
      description = "The server, http://127.0.0.1:11434 for Ollama, else with /v1.")
  private @Nullable String url;

  @Option(
      names = "--llm-name",
      defaultValue = "${env:GIBSEY_LLM_NAME:-" + Option.NULL_VALUE + "}",
      description = "Name of the language model at the server.")
  private @Nullable String name;

  @Option(
      names = "--llm-first-token",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_LLM_FIRST_TOKEN:-30s}",
      description = "Time until the model's first word." + DEFAULTS_TO)
  private Duration firstToken;

  @Option(
      names = "--llm-timeout",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_LLM_TIMEOUT:-60s}",
      description = "Time for a whole text of the model." + DEFAULTS_TO)
  private Duration whole;

  @Option(
      names = "--llm-concurrency",
      defaultValue = "${env:GIBSEY_LLM_CONCURRENCY:-4}",
      description = "Texts that the model writes at once." + DEFAULTS_TO)
  private int concurrency;

  /**
   * What the options and the environment say.
   *
   * @throws IllegalArgumentException when something is missing or out of its range
   */
  public LanguageModelSettings settings() {
    LanguageModelSettings base =
        LanguageModelSettings.of(provider, url, name, LanguageModelKey.ofEnvironment());
    return base.within(firstToken, whole).with(concurrency, base.attempts(), base.firstPause());
  }

  static final class ProviderConverter implements ITypeConverter<LanguageModelSettings.Provider> {
    @Override
    public LanguageModelSettings.Provider convert(String value) {
      for (LanguageModelSettings.Provider known : LanguageModelSettings.Provider.values()) {
        if (known.name().toLowerCase(Locale.ROOT).equals(value)) {
          return known;
        }
      }
      throw new TypeConversionException("'" + value + "' is not none, ollama or openai");
    }
  }
}
