package org.gibsey.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Identity of what a row's vectors were made from. */
public final class TextHash {
  private TextHash() {}

  /**
   * Hex SHA-256 of a row's title and text in UTF-8, with a zero byte behind a title that exists so
   * that title and text cannot trade characters.
   */
  public static String of(@Nullable String title, String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      if (title != null) {
        sha256.update(title.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
