package org.gibsey.api.credits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Ids of operations that are the same whenever the same is done again. */
final class OperationId {
  /** Half of the hash; nobody wins anything by finding two things with the same one. */
  private static final int BYTES = 16;

  private OperationId() {}

  /**
   * The id of something that these parts tell from all else. It does not show them.
   *
   * @return 32 hexadecimal digits
   */
  static String of(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      // With their lengths, so that no two lists of parts look alike.
      digest.update((bytes.length + ":").getBytes(UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
