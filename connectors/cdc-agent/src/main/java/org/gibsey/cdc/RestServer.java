package org.gibsey.cdc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes over HTTP and turns their errors into answers. */
final class RestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<Route> routes;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Binds and starts a server.
   *
   * @param address where to listen; port 0 takes a free one
   * @param routes what is served
   * @throws IOException if the address cannot be bound
   */
  RestServer(InetSocketAddress address, List<Route> routes) throws IOException {
    this.routes = List.copyOf(routes);
    server = HttpServer.create(address, 64);
    threads = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "rest"));
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** The port the server listens on. */
  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    underWay.incrementAndGet();
    try (exchange) {
      send(exchange, answer(exchange));
    } finally {
      underWay.decrementAndGet();
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    try {
      Request request = new Request(exchange);
      List<Route> here = routes.stream().filter(r -> r.matches(request.path())).toList();
      if (here.isEmpty()) {
        throw RestException.of(404, "Not Found");
      }
      for (Route route : here) {
        if (route.method().equals(request.method())) {
          return route.handler().handle(request);
        }
      }
      return Reply.error(405, "HTTP 405 Method Not Allowed")
          .with("Allow", here.stream().map(Route::method).collect(Collectors.joining(", ")));
    } catch (RestException e) {
      return Reply.error(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      String correlation = UUID.randomUUID().toString();
      LOG.error(
          "{} {} failed, correlation {}",
          exchange.getRequestMethod(),
          exchange.getRequestURI().getRawPath(),
          correlation,
          e);
      return Reply.error(500, "The agent has failed to answer; see its log for " + correlation);
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((header, value) -> exchange.getResponseHeaders().set(header, value));
    if (reply.body().isEmpty()) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops serving; requests under way get a second to finish. */
  @Override
  public void close() {
    // The server would wait out the second even with nothing to wait for.
    server.stop(underWay.get() > 0 ? 1 : 0);
    threads.shutdown();
  }
}
