package org.gibsey.api.http;

import io.javalin.http.Context;
import java.util.Map;

/** Headers that keep a browser from doing more with our responses than they are for. */
public final class SecurityHeaders {
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          // Answers depend on the key and on the moment; static files say otherwise themselves.
          "Cache-Control", "no-store");

  /** Two years, as browsers' preload lists ask for. */
  private static final String ONLY_TLS = "max-age=63072000; includeSubDomains";

  private SecurityHeaders() {}

  /** What every response carries, by name. */
  public static Map<String, String> all() {
    return ALL;
  }

  public static void add(Context ctx) {
    ALL.forEach(ctx::header);
  }

  /** Tells browsers never to come without TLS again; only for a server that has it in front. */
  public static void requireTls(Context ctx) {
    ctx.header("Strict-Transport-Security", ONLY_TLS);
  }
}
