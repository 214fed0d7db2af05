package org.gibsey.api.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is sent (RFC 9457).
 *
 * @param instance path of the request; absent when it could not be read
 * @param correlationId the request's id in the log, for problems on this side; otherwise absent
 * @param error the same for clients of OpenAI's API, on the routes that those use; otherwise absent
 * @param members further ones, by their names, for programs; most problems have none
 */
public record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String instance,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String correlationId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CompatibleError error,
    @JsonAnyGetter Map<String, Object> members) {
  public static final String CONTENT_TYPE = "application/problem+json";

  static ProblemBody of(Problem problem, String path, String requestId) {
    ProblemType type = problem.type();
    String detail = problem.detail();
    return new ProblemBody(
        type.urn(),
        type.title(),
        type.status(),
        detail,
        path,
        type.ours() ? requestId : null,
        CompatibleError.on(path, type, detail),
        problem.members());
  }

  /** For failures of the server itself, outside of any route. */
  public static ProblemBody internalError(String correlationId) {
    ProblemType type = ProblemType.INTERNAL_ERROR;
    String detail = "The error is logged under the correlation id.";
    return new ProblemBody(
        type.urn(), type.title(), type.status(), detail, null, correlationId, null, Map.of());
  }

  /**
   * For requests that the server refuses before it knows their route.
   *
   * @param status what it would answer; the body may name a more common one
   */
  public static ProblemBody refused(int status) {
    return switch (status) {
      case 414 -> of(ProblemType.URI_TOO_LONG, "Send what is long in the body.");
      case 431 -> of(ProblemType.HEADERS_TOO_LARGE, "Send fewer or shorter headers.");
      case 503 -> of(ProblemType.STOPPING, "The server is stopping; try again.");
      default -> of(ProblemType.BAD_REQUEST, "The request line or the headers are not acceptable.");
    };
  }

  private static ProblemBody of(ProblemType type, String detail) {
    return new ProblemBody(
        type.urn(), type.title(), type.status(), detail, null, null, null, Map.of());
  }
}
