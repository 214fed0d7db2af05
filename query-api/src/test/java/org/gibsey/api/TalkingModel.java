package org.gibsey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.LanguageModelKey;
import org.gibsey.api.llm.LanguageModelSettings;
import org.gibsey.api.llm.LanguageModels;
import org.jspecify.annotations.Nullable;

/**
 * A server of OpenAI's protocol whose model says what a test says, piece by piece, and notices when
 * nobody listens any more.
 */
final class TalkingModel implements AutoCloseable {
  static final String NAME = "talker";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "\0end";
  private static final String BREAK = "\0break";

  /** Bodies of the requests. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Counted down when a listener left before the model was done. */
  final CountDownLatch left = new CountDownLatch(1);

  private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  TalkingModel() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/v1/chat/completions", this::talk);
    http.start();
  }

  /** The model behind a client. */
  LanguageModel client() {
    return LanguageModels.open(
            LanguageModelSettings.of(
                LanguageModelSettings.Provider.OPENAI,
                "http://127.0.0.1:" + http.getAddress().getPort() + "/v1",
                NAME,
                new LanguageModelKey(null)),
            text -> text.split("\\s+", -1).length)
        .orElseThrow();
  }

  /** More text. */
  void say(String... texts) {
    pieces.addAll(List.of(texts));
  }

  /** No more text in this answer. */
  void end() {
    pieces.add(END);
  }

  /** The connection breaks. */
  void fail() {
    pieces.add(BREAK);
  }

  private void talk(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        @Nullable String piece = pieces.poll(5, TimeUnit.MILLISECONDS);
        if (piece == null) {
          write(out, ": waiting\n\n");
        } else if (piece.equals(BREAK)) {
          return;
        } else if (piece.equals(END)) {
          write(out, chunk("{}", "\"stop\""));
          write(out, usage());
          write(out, "data: [DONE]\n\n");
          return;
        } else {
          write(out, chunk(JSON.createObjectNode().put("content", piece).toString(), "null"));
        }
      }
    } catch (IOException e) {
      left.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  private static String usage() {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,"
        + "\"total_tokens\":150}}\n\n";
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
