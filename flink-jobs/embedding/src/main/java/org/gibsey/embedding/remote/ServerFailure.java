package org.gibsey.embedding.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request that failed. Its message never has anything of the answer's body, because servers
 * repeat the text in it.
 */
final class ServerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final boolean mayBeOneText;
  private final transient @Nullable Duration retryAfter;

  private ServerFailure(
      String message, boolean passing, boolean mayBeOneText, @Nullable Duration retryAfter) {
    super(message);
    this.passing = passing;
    this.mayBeOneText = mayBeOneText;
    this.retryAfter = retryAfter;
  }

  /** No usable answer; there may be one soon. */
  static ServerFailure passing(String message) {
    return new ServerFailure(message, true, false, null);
  }

  /** The same request would meet it again. */
  static ServerFailure lasting(String message) {
    return new ServerFailure(message, false, false, null);
  }

  /** An answer with a status other than success. */
  static ServerFailure status(int status, @Nullable Duration retryAfter) {
    return switch (status) {
      case 400, 413, 422 ->
          new ServerFailure(
              "refused the request with status %d: a text may be longer than it reads"
                  .formatted(status),
              false,
              true,
              null);
      case 401, 403 ->
          lasting(
              "refused the request with status %d: set %s to a valid key"
                  .formatted(status, ServerKey.VARIABLE));
      case 404 ->
          lasting(
              "answered with status 404: check the location, and that the server has the model");
      default ->
          new ServerFailure(
              "answered with status " + status,
              status == 429 || status >= 500,
              status == 500,
              retryAfter);
    };
  }

  /** Whether the server may have stumbled over one text of several. */
  boolean mayBeOneText() {
    return mayBeOneText;
  }

  boolean isPassing() {
    return passing;
  }

  /** How long the server asked to be left alone, or null. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
