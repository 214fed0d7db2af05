package org.gibsey.api.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that streams chats as the documentation of OpenAI ({@code /v1/chat/completions}) and of
 * Ollama ({@code /api/chat}) has it, with whatever faults a test wants.
 */
final class ChatServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What it does with a request. */
  interface Behaviour {
    void handle(int number, Reply reply) throws IOException, InterruptedException;
  }

  /** A request as it came. */
  record Received(String path, @Nullable String authorization, JsonNode body) {}

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger number = new AtomicInteger();
  final List<Received> received = new CopyOnWriteArrayList<>();
  final CountDownLatch arrived = new CountDownLatch(1);
  final CountDownLatch clientLeft = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);

  ChatServer(Behaviour behaviour) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", exchange -> handle(behaviour, exchange));
    http.setExecutor(threads);
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void handle(Behaviour behaviour, HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (exchange.getRequestMethod().equals("GET")) {
        new Reply(exchange).status(200, "{\"data\":[]}");
        return;
      }
      received.add(
          new Received(
              path,
              exchange.getRequestHeaders().getFirst("Authorization"),
              JSON.readTree(exchange.getRequestBody())));
      arrived.countDown();
      behaviour.handle(number.incrementAndGet(), new Reply(exchange));
    } catch (IOException e) {
      clientLeft.countDown();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One answer. */
  static final class Reply {
    private final HttpExchange exchange;

    Reply(HttpExchange exchange) {
      this.exchange = exchange;
    }

    Reply header(String name, String value) {
      exchange.getResponseHeaders().set(name, value);
      return this;
    }

    void status(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(UTF_8);
      header("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }

    /** Begins a stream of events, as OpenAI does with a piece that has only a role. */
    Reply open() throws IOException {
      header("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      return chunk("{\"role\":\"assistant\",\"content\":\"\"}", null);
    }

    Reply text(String text) throws IOException {
      ObjectNode delta = JSON.createObjectNode().put("content", text);
      return chunk(delta.toString(), null);
    }

    Reply finish(String reason) throws IOException {
      return chunk("{}", reason);
    }

    Reply usage(int prompt, int completion) throws IOException {
      return event(
          "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
              + "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}"
                  .formatted(prompt, completion, prompt + completion));
    }

    void done() throws IOException {
      event("[DONE]");
    }

    Reply event(String data) throws IOException {
      return raw("data: " + data + "\n\n");
    }

    /** A line of Ollama's stream. */
    Reply line(String json) throws IOException {
      return raw(json + "\n");
    }

    Reply openLines() throws IOException {
      header("Content-Type", "application/x-ndjson");
      exchange.sendResponseHeaders(200, 0);
      return this;
    }

    Reply raw(String text) throws IOException {
      OutputStream out = exchange.getResponseBody();
      out.write(text.getBytes(UTF_8));
      out.flush();
      return this;
    }

    private Reply chunk(String delta, @Nullable String finish) throws IOException {
      return event(
          "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
              + "\"choices\":[{\"index\":0,\"delta\":"
              + delta
              + ",\"finish_reason\":"
              + (finish == null ? "null" : "\"" + finish + "\"")
              + "}]}");
    }
  }

  @Override
  public void close() {
    release.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
