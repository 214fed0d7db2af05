package org.gibsey.benchmarks.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server with OpenAI's chat completions that begins every text with one word and then thinks for
 * as long as one lets it: the streams of those who wait for the rest are idle.
 */
final class SilentModel implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final String FIRST_WORD =
      """
      data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"silent",\
      "choices":[{"index":0,"delta":{"role":"assistant","content":"Well"}}]}

      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger thinking = new AtomicInteger();

  SilentModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.createContext("/v1/chat/completions", this::think);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** How many texts it has begun. */
  int thinking() {
    return thinking.get();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void think(HttpExchange exchange) throws IOException {
    try (exchange) {
      var unused = exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(FIRST_WORD.getBytes(StandardCharsets.UTF_8));
      out.flush();
      thinking.incrementAndGet();
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
