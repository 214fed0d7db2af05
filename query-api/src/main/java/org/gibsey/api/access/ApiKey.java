package org.gibsey.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A key that opens this API, known by its SHA-256 alone.
 *
 * <p>A fast hash is right here, and would be wrong for passwords. A slow, salted one makes each
 * guess dear, because people choose passwords that are among the first billions to try. A key has
 * at least 128 random bits: nobody comes near trying 2^128 of them at any speed, nor can a table of
 * hashes be made before. NIST SP 800-63B (section 5.1.2.2) asks for a plain approved hash of
 * secrets with 112 bits of entropy and more. A slow one would only cost each request tens of
 * milliseconds, and let anybody keep the processor busy with wrong keys.
 */
final class ApiKey {
  /** Length of a SHA-256 in bytes. */
  static final int HASH_BYTES = 32;

  private final Caller caller;
  private final byte[] sha256;

  /**
   * A key.
   *
   * @param caller whom it stands for
   * @param sha256 of the key's characters
   */
  ApiKey(Caller caller, byte[] sha256) {
    if (sha256.length != HASH_BYTES) {
      throw new IllegalArgumentException("A SHA-256 has %d bytes".formatted(HASH_BYTES));
    }
    this.caller = caller;
    this.sha256 = sha256.clone();
  }

  Caller caller() {
    return caller;
  }

  /** Compares in a time that does not depend on where the hashes differ. */
  boolean matches(byte[] other) {
    return MessageDigest.isEqual(sha256, other);
  }

  static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
