package org.gibsey.api.access;

import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of who sent it, not yet believed.
 *
 * @param text a key or a token
 */
record Credential(String text) {
  private static final String SCHEME = "bearer ";

  /** Longest credential in characters; a token with many claims has some thousand. */
  private static final int MAX_LENGTH = 8 * 1024;

  /** From the header {@code Authorization: Bearer …}; empty when there is none of that form. */
  static Optional<Credential> of(Context ctx) {
    return parse(ctx.header("Authorization"));
  }

  static Optional<Credential> parse(@Nullable String header) {
    if (header == null
        || header.length() > MAX_LENGTH + SCHEME.length()
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String text = header.substring(SCHEME.length()).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(new Credential(text));
  }

  /** Whether it has the three parts of a signed token, which keys made here never have. */
  boolean looksLikeToken() {
    return text.chars().filter(c -> c == '.').count() == 2;
  }

  byte[] sha256() {
    return ApiKey.sha256(text);
  }

  @Override
  public String toString() {
    return "Credential[…]";
  }
}
