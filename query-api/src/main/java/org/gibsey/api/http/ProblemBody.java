package org.gibsey.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is sent (RFC 9457).
 *
 * @param instance path of the request; absent when it could not be read
 * @param correlationId the request's id in the log, for problems on this side; otherwise absent
 * @param error the same for clients of OpenAI's API, on the routes that those use; otherwise absent
 */
public record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String instance,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String correlationId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CompatibleError error) {
  public static final String CONTENT_TYPE = "application/problem+json";

  static ProblemBody of(ProblemType type, String detail, String path, String requestId) {
    return new ProblemBody(
        type.urn(),
        type.title(),
        type.status(),
        detail,
        path,
        type.ours() ? requestId : null,
        CompatibleError.on(path, type, detail));
  }

  /** For failures of the server itself, outside of any route. */
  public static ProblemBody internalError(String correlationId) {
    ProblemType type = ProblemType.INTERNAL_ERROR;
    String detail = "The error is logged under the correlation id.";
    return new ProblemBody(
        type.urn(), type.title(), type.status(), detail, null, correlationId, null);
  }

  /** For requests that the server refuses before it knows their route. */
  public static ProblemBody refused(int status) {
    ProblemType type = ProblemType.BAD_REQUEST;
    String detail = "The request line or the headers are not acceptable.";
    return new ProblemBody(type.urn(), type.title(), status, detail, null, null, null);
  }
}
