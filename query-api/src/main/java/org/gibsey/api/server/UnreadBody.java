package org.gibsey.api.server;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * What becomes of a body that nobody read, because the request was refused before. A connection
 * with unread bytes on it is closed, and a client that is not told sends its next request into it.
 */
final class UnreadBody {
  /** A body up to this length is read to its end for the connection's sake. */
  private static final long SMALL_BYTES = 64 * 1024;

  private UnreadBody() {}

  /** Reads what is left of a small body; otherwise tells the client that the connection closes. */
  static void settle(Context ctx) {
    if (ctx.res().isCommitted()) {
      return;
    }
    if (!isRead(ctx)) {
      ctx.header("Connection", "close");
    }
  }

  private static boolean isRead(Context ctx) {
    // Jetty does not say of a client that waits for permission whether it was given.
    if (ctx.header("Expect") != null && ctx.statusCode() >= HttpStatus.BAD_REQUEST.getCode()) {
      return false;
    }
    long length = ctx.req().getContentLengthLong();
    return (length > 0 && length <= SMALL_BYTES && isReadToItsEnd(ctx))
        || ServletContextRequest.getServletContextRequest(ctx.req()).consumeAvailable();
  }

  private static boolean isReadToItsEnd(Context ctx) {
    try {
      ctx.req().getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      // Then there is nothing to be kept for another request either.
      return false;
    }
  }
}
