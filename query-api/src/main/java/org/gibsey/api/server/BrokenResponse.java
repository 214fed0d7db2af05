package org.gibsey.api.server;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** A response that cannot be sent to its end. */
public final class BrokenResponse {
  private BrokenResponse() {}

  /**
   * Closes the connection in the middle of a response that has begun, so that its reader does not
   * take the part for the whole. Nothing more may be sent.
   */
  public static void end(Context ctx, Throwable reason) {
    ServletContextRequest.getServletContextRequest(ctx.req()).getServletChannel().abort(reason);
  }
}
