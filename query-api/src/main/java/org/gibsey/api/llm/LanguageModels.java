package org.gibsey.api.llm;

import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.gibsey.embedding.remote.ServerAddress;

/** Opens the language model that the settings name. */
public final class LanguageModels {
  private LanguageModels() {}

  /**
   * A model, or none. Asks nothing of its server, which may come later.
   *
   * @param tokens an estimate of the tokens of a text, for servers that do not count
   */
  public static Optional<LanguageModel> open(
      LanguageModelSettings settings, ToIntFunction<String> tokens) {
    if (settings.provider() == LanguageModelSettings.Provider.NONE) {
      return Optional.empty();
    }
    ServerAddress.warnIfOpen(Objects.requireNonNull(settings.url(), "url"));
    return Optional.of(new ServerModel(settings, tokens));
  }
}
