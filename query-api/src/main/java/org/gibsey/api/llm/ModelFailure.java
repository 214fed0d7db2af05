package org.gibsey.api.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to a language model that failed. Its message never has anything of the request's or
 * the answer's body, because servers repeat prompts and keys in theirs.
 */
final class ModelFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final transient @Nullable Duration retryAfter;

  private ModelFailure(String message, boolean passing, @Nullable Duration retryAfter) {
    super(message);
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  /** No usable answer; there may be one soon. */
  static ModelFailure passing(String message) {
    return new ModelFailure(message, true, null);
  }

  /** Asking again is no use. */
  static ModelFailure lasting(String message) {
    return new ModelFailure(message, false, null);
  }

  /** An answer with a status other than success. */
  static ModelFailure status(int status, @Nullable Duration retryAfter) {
    return switch (status) {
      case 400, 413, 422 ->
          lasting(
              "refused the request with status %d: the prompt may be longer than it reads"
                  .formatted(status));
      case 401, 403 ->
          lasting(
              "refused the request with status %d: set %s to a valid key"
                  .formatted(status, LanguageModelKey.VARIABLE));
      case 404 -> lasting("answered with status 404: check --llm-url and that it has --llm-name");
      default ->
          new ModelFailure(
              "answered with status " + status, status == 429 || status >= 500, retryAfter);
    };
  }

  /** Whether the same request may succeed soon. */
  boolean isPassing() {
    return passing;
  }

  /** How long the server asked to be left alone, or null. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
