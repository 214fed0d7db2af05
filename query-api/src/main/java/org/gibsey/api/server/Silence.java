package org.gibsey.api.server;

import io.javalin.http.Context;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** How long a connection may stand still before it is closed. */
public final class Silence {
  private Silence() {}

  /** A limit that holds until it is closed. */
  public static final class Limit implements AutoCloseable {
    private final EndPoint connection;
    private final long before;

    private Limit(EndPoint connection, Duration most) {
      this.connection = connection;
      this.before = connection.getIdleTimeout();
      connection.setIdleTimeout(most.toMillis());
    }

    @Override
    public void close() {
      connection.setIdleTimeout(before);
    }
  }

  /**
   * Closes the connection of a request when none of what is sent was taken for so long; the sender
   * then gets an {@link java.io.IOException}. One who sends nothing is closed as well.
   */
  public static Limit of(Context ctx, Duration most) {
    return new Limit(
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint(),
        most);
  }
}
