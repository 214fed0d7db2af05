package org.gibsey.embedding.remote;

import org.jspecify.annotations.Nullable;

/**
 * The secret that a server of models wants; {@link #toString} does not tell it.
 *
 * @param secret sent as a bearer token, or null for a server that wants none
 */
@SuppressWarnings("UnusedVariable") // Error Prone overlooks that accessors are used
public record ServerKey(@Nullable String secret) {
  /** Environment variable that holds it, in the job's TaskManagers and in the API. */
  public static final String VARIABLE = "GIBSEY_MODEL_KEY";

  /** A key from this process's environment; none when the variable is missing or blank. */
  public static ServerKey ofEnvironment() {
    @Nullable String value = System.getenv(VARIABLE);
    return new ServerKey(value == null || value.isBlank() ? null : value.strip());
  }

  @Override
  public String toString() {
    return secret == null ? "no key" : "***";
  }
}
