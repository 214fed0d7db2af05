package org.gibsey.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gibsey.embedding.Embedder;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks both APIs as their documentation has them: {@code POST /api/embed} of Ollama
 * and {@code POST /v1/embeddings} of OpenAI. Its vectors are those of a model, three times as long.
 */
final class ForeignServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final float LENGTH = 3;

  /** What it does to a request instead of answering; returns whether it did. */
  interface Fault {
    boolean happens(int number, JsonNode request, HttpExchange exchange) throws IOException;
  }

  /** A request as it came. */
  record Received(String path, @Nullable String authorization, JsonNode body) {}

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Embedder model;
  private final Fault fault;
  final List<Received> received = new CopyOnWriteArrayList<>();
  final CountDownLatch stopped = new CountDownLatch(1);

  ForeignServer(Embedder model, Fault fault) throws IOException {
    this.model = model;
    this.fault = fault;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    received.forEach(request -> request.body().get("input").forEach(x -> inputs.add(x.asText())));
    return inputs;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String path = exchange.getRequestURI().getPath();
      int number;
      synchronized (received) {
        received.add(
            new Received(path, exchange.getRequestHeaders().getFirst("Authorization"), request));
        number = received.size();
      }
      if (!fault.happens(number, request, exchange)) {
        answer(exchange, 200, answer(path, request).toString());
      }
    }
  }

  /** The documented answer. */
  ObjectNode answer(String path, JsonNode request) {
    List<String> texts = new ArrayList<>();
    request.get("input").forEach(text -> texts.add(text.asText()));
    List<float[]> vectors = model.embed(texts);
    ObjectNode answer = JSON.createObjectNode().put("model", request.get("model").asText());
    if (path.equals("/api/embed")) {
      ArrayNode embeddings = answer.putArray("embeddings");
      vectors.forEach(vector -> numbers(vector, embeddings.addArray()));
      return answer.put("total_duration", 14143917L).put("load_duration", 1019500L);
    }
    ArrayNode data = answer.put("object", "list").putArray("data");
    for (int i = 0; i < vectors.size(); i++) {
      ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
      numbers(vectors.get(i), entry.putArray("embedding"));
    }
    answer.putObject("usage").put("prompt_tokens", 8).put("total_tokens", 8);
    return answer;
  }

  private static void numbers(float[] vector, ArrayNode array) {
    for (float value : vector) {
      array.add(LENGTH * value);
    }
  }

  static boolean answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    return true;
  }

  @Override
  public void close() {
    stopped.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
