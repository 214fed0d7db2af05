package org.gibsey.cdc;

/** A request that is answered with an error, in Kafka Connect's shape. */
final class RestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Creates an answer.
   *
   * @param status HTTP status, 400 to 599; also the {@code error_code}
   * @param message shown to the client
   */
  RestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The answer Kafka Connect's server gives by itself for a status, such as a 405. */
  static RestException of(int status, String reason) {
    return new RestException(status, "HTTP " + status + " " + reason);
  }

  static RestException notFound(String connector) {
    return new RestException(404, "Connector " + connector + " not found");
  }

  int status() {
    return status;
  }
}
