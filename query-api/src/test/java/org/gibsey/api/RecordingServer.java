package org.gibsey.api;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.LanguageModelKey;
import org.gibsey.api.llm.LanguageModelSettings;
import org.gibsey.api.llm.LanguageModels;
import org.gibsey.embedding.TextTokenizer;
import org.jspecify.annotations.Nullable;

/** A server of OpenAI's chat completions that keeps what it is asked and answers as it is told. */
final class RecordingServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE = 11;

  final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Function<JsonNode, String> answer;

  RecordingServer(Function<JsonNode, String> answer) throws IOException {
    this.answer = answer;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  /** The model behind it, whose tokens this side estimates. */
  LanguageModel model() {
    return LanguageModels.open(
            LanguageModelSettings.of(
                LanguageModelSettings.Provider.OPENAI,
                "http://127.0.0.1:" + http.getAddress().getPort() + "/v1",
                "recording",
                new LanguageModelKey(null)),
            text -> TextTokenizer.builtIn().count(text))
        .orElseThrow();
  }

  /** All that the model was told, of every request. */
  String told() {
    StringBuilder all = new StringBuilder();
    requests.forEach(
        request -> request.path("messages").forEach(m -> all.append(m.path("content").asText())));
    return all.toString();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      requests.add(request);
      String text = answer.apply(request);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      for (int at = 0; at < text.length(); at += PIECE) {
        event(out, text.substring(at, Math.min(text.length(), at + PIECE)), null);
      }
      event(out, null, "stop");
      out.write("data: [DONE]\n\n".getBytes(UTF_8));
    }
  }

  private static void event(OutputStream out, @Nullable String text, @Nullable String finish)
      throws IOException {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", "c")
            .put("object", "chat.completion.chunk")
            .put("created", 1)
            .put("model", "m");
    ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    if (text != null) {
      delta.put("content", text);
    }
    choice.put("finish_reason", finish);
    out.write(("data: " + event + "\n\n").getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
