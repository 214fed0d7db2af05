package org.gibsey.api.mcp;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of strangers away from a server on the reader's own machine, to which a rebound name
 * may lead a browser (the protocol's Streamable HTTP transport, "Security Warning"). Programs that
 * are no browsers send no origin and pass.
 */
final class OriginCheck {
  private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final CrossOrigin named;

  OriginCheck(CrossOrigin named) {
    this.named = named;
  }

  /**
   * Looks at the origin of a request. That it equals the host it was sent to proves nothing, for
   * both are the rebound name.
   *
   * @throws Problem when it is neither named nor this machine
   */
  void check(Context ctx) {
    @Nullable String origin = ctx.header("Origin");
    if (origin != null && !named.permits(origin) && !isOwnMachine(origin)) {
      throw new Problem(
          ProblemType.ORIGIN_REFUSED, "Name the page's origin with --cors-origin to let it call.");
    }
  }

  private static boolean isOwnMachine(String origin) {
    try {
      @Nullable String host = URI.create(origin).getHost();
      return host != null && OWN_MACHINE.contains(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
