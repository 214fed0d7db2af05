package org.gibsey.api.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.access.KeyGate;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.http.AddressLimit;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.ProblemBody;
import org.gibsey.api.http.Problems;
import org.gibsey.api.http.RequestScope;
import org.gibsey.api.http.SecurityHeaders;
import org.gibsey.api.limits.RequestRate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes behind one listening socket, with everything that surrounds them. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** How long responses may take to be sent after their requests have ended. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(2);

  /** How long connections without a request may stay open when all else has ended. */
  private static final Duration IDLE_CONNECTIONS = Duration.ofMillis(50);

  // For accepting and selecting only; every request runs on a virtual thread of its own.
  private static final int PLATFORM_THREADS = 16;

  // Ten hits fit; twice as much would be allocated for every response.
  private static final int RESPONSE_BUFFER_BYTES = 16 * 1024;

  /** All headers of a request together; a token takes a few thousand bytes. */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private final Javalin javalin;
  private final Admission admission;

  private HttpServer(Javalin javalin, Admission admission) {
    this.javalin = javalin;
    this.admission = admission;
  }

  /**
   * Starts to listen.
   *
   * @param host address to listen on
   * @param port port to listen on, or 0 for any free one
   * @param around what requests pass before they reach a route
   * @throws IllegalArgumentException when the settings for tokens are not usable
   * @throws io.javalin.util.JavalinBindException when the port is taken or not permitted
   */
  public static HttpServer start(String host, int port, List<Route> routes, Surroundings around) {
    ServerSettings settings = around.settings();
    RequestRate rate = new RequestRate(settings.limits());
    KeyGate gate = new KeyGate(around.callers(), openPaths(routes));
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config);
              config.jetty.host = host;
              config.jetty.port = port;
              new RequestScope(around.metrics()).surround(config.routes);
              config.routes.before(SecurityHeaders::add);
              if (settings.behindTls()) {
                config.routes.before(SecurityHeaders::requireTls);
              }
              config.routes.before(settings.origins()::permit);
              config.routes.before(AddressLimit::check);
              gate.guard(config.routes);
              config.routes.before(ctx -> Caller.find(ctx).ifPresent(c -> rate.count(ctx, c.id())));
              Problems.handleIn(config.routes);
              config.routes.after(UnreadBody::settle);
              routes.forEach(route -> add(config, route, rate, around.admission()));
            });
    return new HttpServer(javalin.start(), around.admission());
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  /** Refuses new requests, waits for those under way, and closes the socket. */
  @Override
  public void close() {
    admission.drain().stop();
    // Connections that clients keep for later are idle by now; waiting for them helps nobody.
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      if (connector instanceof AbstractConnector closing) {
        closing.setShutdownIdleTimeout(IDLE_CONNECTIONS.toMillis());
      }
    }
    javalin.stop();
  }

  private static Set<String> openPaths(List<Route> routes) {
    return routes.stream()
        .filter(route -> route.access() == Access.OPEN)
        .map(Route::path)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void add(
      JavalinConfig config, Route route, RequestRate rate, Admission admission) {
    Handler handler = new Dispatch(route, rate, admission);
    config.routes.addHttpHandler(route.method(), route.path(), handler, route.access());
    if (route.method().equals(HandlerType.GET)) {
      config.routes.addHttpHandler(HandlerType.HEAD, route.path(), handler, route.access());
    }
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = Json.CONTENT_TYPE;
    config.http.responseBufferSize = RESPONSE_BUFFER_BYTES;
    // One address per resource: what the gate sees is what the router sees.
    config.router.ignoreTrailingSlashes = false;
    config.router.treatMultipleSlashesAsSingleSlash = false;
    config.router.caseInsensitiveRoutes = false;
    config.router.javaLangErrorHandler(HttpServer::respondToError);
    config.concurrency.useVirtualThreads = true;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(HttpServer::prepare);
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new JettyProblems()));
    config.jetty.modifyHttpConfiguration(HttpServer::beStrict);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    return threads;
  }

  private static void prepare(Server server) {
    server.insertHandler(new GracefulHandler());
    server.setErrorHandler(new JettyProblems());
    server.setStopTimeout(LAST_BYTES.toMillis());
  }

  private static void beStrict(HttpConfiguration http) {
    // Ids may hold a slash, sent as %2F; routes are matched before anything is decoded.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "slashes-in-ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
  }

  /** Errors of the JVM pass by every handler; the response still is a problem without detail. */
  private static void respondToError(HttpServletResponse response, Error error) {
    String id = response.getHeader(RequestScope.ID_HEADER);
    LOG.error("correlation_id={} The JVM failed while it served a request", id, error);
    response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    response.setContentType(ProblemBody.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Json.bytes(ProblemBody.internalError(id)));
    } catch (IOException e) {
      LOG.debug("The client left before the problem could be sent", e);
    }
  }
}
