package org.gibsey.api.http;

import io.javalin.http.Context;

/** Headers that keep a browser from doing more with our responses than they are for. */
public final class SecurityHeaders {
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private SecurityHeaders() {}

  public static void add(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        // Answers depend on the key and on the moment; static files say otherwise themselves.
        .header("Cache-Control", "no-store");
  }
}
