package org.gibsey.api.idempotency;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells requests apart by what they ask for. */
final class RequestHash {
  private RequestHash() {}

  /** Hex SHA-256 of the method, the address with its parameters, and the body. */
  static String of(Context ctx, byte[] body) {
    @Nullable String query = ctx.queryString();
    String line = ctx.method() + " " + ctx.path() + "?" + (query == null ? "" : query) + "\n";
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
