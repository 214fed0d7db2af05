package org.gibsey.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as OpenAI's API words it: the extension member {@code error} of problems on the routes
 * that are compatible with it, so that its clients show our message.
 *
 * @param message what is wrong and how to put it right
 * @param type the kind of error that OpenAI's clients know
 * @param param the field that is meant; always null, for the message names it
 * @param code OpenAI's code where it has one, otherwise the last part of the problem's type
 */
record CompatibleError(String message, String type, @Nullable String param, String code) {
  private static final List<String> ROUTES =
      List.of("/v1/models", "/v1/embeddings", "/v1/chat/completions");

  /** The error for a problem on a path, or null when the path is none of these routes. */
  static @Nullable CompatibleError on(String path, ProblemType problem, String detail) {
    boolean compatible =
        ROUTES.stream().anyMatch(route -> path.equals(route) || path.startsWith(route + "/"));
    return compatible
        ? new CompatibleError(detail, type(problem.status()), null, code(problem))
        : null;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }

  private static String code(ProblemType problem) {
    return switch (problem) {
      case UNAUTHORIZED -> "invalid_api_key";
      case UNKNOWN_MODEL -> "model_not_found";
      case TEXT_TOO_LONG, QUERY_TOO_LONG -> "context_length_exceeded";
      default -> problem.slug();
    };
  }
}
