package org.gibsey.api.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may call this API from a browser: none, unless they are named. Keys
 * travel in a header and never in a cookie, so that no credentials of the browser's own are
 * allowed.
 *
 * @param origins exact origins, such as {@code https://club.example}
 */
public record CrossOrigin(Set<String> origins) {
  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Accept, Idempotency-Key, X-Request-Id, Last-Event-ID,"
          + " Mcp-Session-Id, Mcp-Protocol-Version";
  private static final String RESPONSE_HEADERS =
      "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
          + " WWW-Authenticate, Allow, Location, Mcp-Session-Id";
  private static final String SECONDS_TO_REMEMBER = "600";

  /**
   * Origins.
   *
   * @throws IllegalArgumentException when one is not scheme, host and port alone
   */
  public CrossOrigin {
    origins.forEach(CrossOrigin::requireOrigin);
    origins = Set.copyOf(origins);
  }

  public static CrossOrigin none() {
    return new CrossOrigin(Set.of());
  }

  /** Whether a page of this origin may call. */
  public boolean permits(String origin) {
    return origins.contains(origin);
  }

  /** Lets a named page read the response, and answers the browser's question before a request. */
  public void permit(Context ctx) {
    if (origins.isEmpty()) {
      return;
    }
    ctx.header("Vary", "Origin");
    @Nullable String origin = ctx.header("Origin");
    if (origin == null || !origins.contains(origin)) {
      return;
    }
    ctx.header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Expose-Headers", RESPONSE_HEADERS);
    if (ctx.method().equals(HandlerType.OPTIONS)
        && ctx.header("Access-Control-Request-Method") != null) {
      ctx.header("Access-Control-Allow-Methods", METHODS)
          .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
          .header("Access-Control-Max-Age", SECONDS_TO_REMEMBER)
          .status(204)
          .skipRemainingHandlers();
    }
  }

  private static void requireOrigin(String text) {
    try {
      URI uri = URI.create(text);
      @Nullable String scheme = uri.getScheme();
      if (uri.getHost() != null
          && ("http".equals(scheme) || "https".equals(scheme))
          && text.equals(scheme + "://" + uri.getRawAuthority())
          && uri.getRawUserInfo() == null
          && text.equals(text.toLowerCase(Locale.ROOT))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "--cors-origin holds '" + text + "', expected an origin such as https://club.example");
  }
}
