package org.gibsey.api.server;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.http.SecurityHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problem responses for what fails before a request reaches any route, such as a broken URI. */
final class JettyProblems extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JettyProblems.class);

  /** Jetty leaves the body out for all but a few methods. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      @Nullable Throwable cause,
      Callback callback) {
    String id = UUID.randomUUID().toString();
    // Another version of HTTP is the client's mistake, and a stop is nobody's.
    boolean ours = code >= 500 && code != 505 && code != 503;
    if (ours) {
      LOG.error("correlation_id={} The server failed outside of any route", id, cause);
    }
    ProblemBody body = ours ? ProblemBody.internalError(id) : ProblemBody.refused(code);
    response.setStatus(body.status());
    SecurityHeaders.all().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);
    if (body.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    response.write(true, ByteBuffer.wrap(Json.bytes(body)), callback);
  }
}
