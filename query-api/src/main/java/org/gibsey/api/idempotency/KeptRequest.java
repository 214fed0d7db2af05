package org.gibsey.api.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A request that was sent with an Idempotency-Key, and its answer once there is one.
 *
 * @param hash hex SHA-256 of its method, address and body
 * @param attempt identifies who carries it out
 * @param beganAtMicros when its first attempt began, in microseconds since 1970; no other request
 *     of the same process has the same
 * @param leaseUntilMicros until when nobody else may carry it out, in microseconds since 1970
 * @param answer what was answered, or null while it is under way or after it failed
 */
public record KeptRequest(
    String hash,
    String attempt,
    long beganAtMicros,
    long leaseUntilMicros,
    @Nullable Answer answer) {

  /**
   * A JSON answer that was sent.
   *
   * @param status HTTP status, 200 to 299
   */
  @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
  public record Answer(int status, byte[] body) {}

  /** The same request, carried out by somebody else. */
  KeptRequest attemptedBy(String other, long untilMicros) {
    return new KeptRequest(hash, other, beganAtMicros, untilMicros, null);
  }

  /** The same request, free to be carried out again. */
  KeptRequest givenUp() {
    return new KeptRequest(hash, attempt, beganAtMicros, 0, null);
  }

  KeptRequest answered(Answer given) {
    return new KeptRequest(hash, attempt, beganAtMicros, 0, given);
  }
}
