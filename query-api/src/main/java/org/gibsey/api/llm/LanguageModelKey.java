package org.gibsey.api.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secret that a server of language models wants; {@link #toString} does not tell it.
 *
 * @param secret sent as a bearer token, or null for a server that wants none
 */
@SuppressWarnings("UnusedVariable") // Error Prone overlooks that accessors are used
public record LanguageModelKey(@Nullable String secret) {
  /** Environment variable that holds it. There is no option, which others could read. */
  public static final String VARIABLE = "GIBSEY_LLM_KEY";

  /** A key from this process's environment; none when the variable is missing or blank. */
  public static LanguageModelKey ofEnvironment() {
    @Nullable String value = System.getenv(VARIABLE);
    return new LanguageModelKey(value == null || value.isBlank() ? null : value.strip());
  }

  /** The key as a server might repeat it; none when there is no key. */
  List<String> forms() {
    return secret == null
        ? List.of()
        : List.of(
            secret, Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
  }

  @Override
  public String toString() {
    return secret == null ? "no key" : "***";
  }
}
