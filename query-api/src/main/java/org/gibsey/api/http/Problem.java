package org.gibsey.api.http;

/**
 * Ends a request with an error response. The detail is shown to the caller; the cause is logged
 * under the request's id, and never shown.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  /**
   * A problem that needs no further explanation in the log.
   *
   * @param detail what about this request is wrong and how to put it right, in one sentence
   */
  public Problem(ProblemType type, String detail) {
    // Raised for bad requests by the thousand, and its place in the code tells nothing.
    super(detail, null, false, false);
    this.type = type;
  }

  /** A problem with a reason for the log. */
  public Problem(ProblemType type, String detail, Throwable cause) {
    super(detail, cause);
    this.type = type;
  }

  public ProblemType type() {
    return type;
  }

  /** What about this request is wrong; for the caller. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
