package org.gibsey.tools.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A key itself. It has 256 random bits, so that a fast hash of it is enough to keep: nobody guesses
 * it, at any speed.
 *
 * @param text 64 hexadecimal digits, or what somebody put into a file
 */
record PlainKey(String text) {
  private static final int BYTES = 32;

  static PlainKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new PlainKey(HexFormat.of().formatHex(bytes));
  }

  String sha256() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "PlainKey[…]";
  }
}
