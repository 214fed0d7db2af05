package org.gibsey.verification;

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
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server of OpenAI's chat completions that writes what a test says, when the test says it: first
 * the beginning of a reply, then piece by piece until its end.
 */
final class PacedModel implements AutoCloseable {
  static final String NAME = "paced";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Between two looks whether its client is still there. */
  private static final long BREATH_MILLIS = 50;

  private static final long PATIENCE_SECONDS = 20;
  private static final String END = "";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger round = new AtomicInteger();
  private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> left = new LinkedBlockingQueue<>();

  PacedModel() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/v1/chat/completions", this::chat);
    http.createContext("/v1/models", PacedModel::models);
    http.setExecutor(threads);
    http.start();
  }

  /** Breaks off what it still writes, and forgets what it was to say. */
  void startAnew() {
    round.incrementAndGet();
    pieces.clear();
    asked.clear();
    left.clear();
  }

  /** Its base address, as the API wants it. */
  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
  }

  /** Lets it write, now or when it is asked. */
  void say(String piece) {
    pieces.add(piece);
  }

  /** Lets it write a whole reply. */
  void reply(String text) {
    say(text);
    finish();
  }

  /** Lets it end the reply. */
  void finish() {
    pieces.add(END);
  }

  /** Waits until it is asked for a reply. */
  JsonNode awaitQuestion() throws InterruptedException {
    @Nullable JsonNode question = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (question == null) {
      throw new AssertionError("nobody asked the model");
    }
    return question;
  }

  /** Waits until a client goes away in the middle of a reply. */
  void awaitDeparture() throws InterruptedException {
    if (left.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
      throw new AssertionError("nobody went away");
    }
  }

  private static void models(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = "{\"object\":\"list\",\"data\":[]}".getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void chat(HttpExchange exchange) throws IOException {
    int mine = round.get();
    try (exchange) {
      asked.add(JSON.readTree(exchange.getRequestBody()));
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      for (String piece = next(mine, out); !piece.equals(END); piece = next(mine, out)) {
        chunk(out, JSON.createObjectNode().put("content", piece), null);
      }
      chunk(out, JSON.createObjectNode(), "stop");
      write(out, "data: [DONE]\n\n");
    } catch (IOException e) {
      left.add(NAME);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next piece. Comments while there is none tell whether the client is still there. */
  private String next(int mine, OutputStream out) throws IOException, InterruptedException {
    while (mine == round.get()) {
      @Nullable String piece = pieces.poll(BREATH_MILLIS, TimeUnit.MILLISECONDS);
      if (piece != null) {
        return piece;
      }
      write(out, ": thinking\n\n");
    }
    throw new IOException("the test is over");
  }

  private static void chunk(OutputStream out, ObjectNode delta, @Nullable String finish)
      throws IOException {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", "c")
            .put("object", "chat.completion.chunk")
            .put("created", 1)
            .put("model", NAME);
    ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish);
    write(out, "data: " + event + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
