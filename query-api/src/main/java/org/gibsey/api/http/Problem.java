package org.gibsey.api.http;

import java.util.Map;

/**
 * Ends a request with an error response. The detail is shown to the caller; the cause is logged
 * under the request's id, and never shown.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient Map<String, Object> members;

  /**
   * A problem that needs no further explanation in the log.
   *
   * @param detail what about this request is wrong and how to put it right, in one sentence
   */
  public Problem(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  private Problem(ProblemType type, String detail, Map<String, Object> members) {
    // Raised for bad requests by the thousand, and its place in the code tells nothing.
    super(detail, null, false, false);
    this.type = type;
    this.members = members;
  }

  /** A problem with a reason for the log. */
  public Problem(ProblemType type, String detail, Throwable cause) {
    super(detail, cause);
    this.type = type;
    this.members = Map.of();
  }

  /**
   * A problem that tells programs more than its kind (RFC 9457, section 3.2), and needs no further
   * explanation in the log.
   *
   * @param members names in snake_case and values of the body's further members
   */
  public static Problem with(ProblemType type, String detail, Map<String, Object> members) {
    return new Problem(type, detail, Map.copyOf(members));
  }

  public ProblemType type() {
    return type;
  }

  /** What programs are told besides, by the names of the body's members. */
  public Map<String, Object> members() {
    return members;
  }

  /** What about this request is wrong; for the caller. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
