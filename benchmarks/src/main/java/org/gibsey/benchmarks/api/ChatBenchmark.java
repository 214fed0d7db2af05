package org.gibsey.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.benchmarks.StackAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long does a reader wait for a character's first words, and for the rest after a broken
 * connection; and what does one cost who only waits?
 *
 * <p>An API of its own over a running stack's Cassandra, with a language model that says one word
 * at once and then nothing: what is measured is all but the model.
 */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = "Time to a character's first words, time to resume, heap of idle readers.")
public final class ChatBenchmark implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SSE = "text/event-stream";
  private static final long PAUSE_NANOS = 2_000_000_000L;
  private static final int WARM_UP = 10;

  @Mixin private StackAddress stack = new StackAddress();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--kafka", defaultValue = "127.0.0.1:${env:GIBSEY_KAFKA_PORT:-9092}")
  private String kafka = "127.0.0.1:9092";

  @Option(names = "--turns", defaultValue = "60", description = "Turns (${DEFAULT-VALUE}).")
  private int turns = 60;

  @Option(names = "--readers", defaultValue = "500", description = "Readers (${DEFAULT-VALUE}).")
  private int readers = 500;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("chat");
    try (SilentModel model = new SilentModel();
        ApiProcess api =
            ApiProcess.start(
                folder,
                kafka,
                List.of(
                    "--cassandra=127.0.0.1:" + stack.cassandra().getPort(),
                    "--max-turns=1000",
                    "--opening-grant=1000000",
                    "--llm=openai",
                    "--llm-name=silent",
                    "--llm-concurrency=1000",
                    "--llm-url=" + model.url()));
        HttpConnection connection = new HttpConnection(api.port())) {
      api.await("characters", get("/v1/characters"));
      String body = "{\"character\":\"" + character(connection) + "\"}";
      long[] first = new long[turns];
      long[] resumed = new long[turns];
      String events = "";
      for (int i = -WARM_UP; i < turns; i++) {
        String chat = "/v1/chats/" + send(connection, "/v1/chats", body).path("id").asText();
        long start = System.nanoTime();
        JsonNode turn =
            send(connection, chat + "/turns", "{\"message\":\"Hello, clock " + i + "\"}");
        events = turn.path("events").asText();
        long begun = read(api, events, "event: delta") - start;
        start = System.nanoTime();
        long again = read(api, events + "?last_event_id=1", "event: delta") - start;
        send(connection, "DELETE", events.replace("/events", ""), "");
        if (i >= 0) {
          first[i] = begun;
          resumed[i] = again;
        }
      }
      out.printf(
          "first words %s%nresumed     %s%n", new Percentiles(first), new Percentiles(resumed));
      idle(api, begin(connection, body), out);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private String begin(HttpConnection connection, String body) throws IOException {
    String chat = "/v1/chats/" + send(connection, "/v1/chats", body).path("id").asText();
    return send(connection, chat + "/turns", "{\"message\":\"Wait.\"}").path("events").asText();
  }

  private void idle(ApiProcess api, String events, PrintWriter out) throws IOException {
    List<HttpConnection> open = new ArrayList<>();
    try {
      open(api, events, 20, open);
      long before = settled(api);
      open(api, events, readers, open);
      out.printf(
          Locale.ROOT,
          "%,d idle readers: %.1f KB of heap each%n",
          readers,
          (settled(api) - before) / 1e3 / readers);
    } finally {
      for (HttpConnection one : open) {
        one.close();
      }
    }
  }

  private static void open(ApiProcess api, String events, int count, List<HttpConnection> open)
      throws IOException {
    for (int i = 0; i < count; i++) {
      HttpConnection one = new HttpConnection(api.port());
      open.add(one);
      one.begin(HttpConnection.request("GET", events, ApiProcess.KEY, SSE, ""));
    }
  }

  private static long settled(ApiProcess api) throws IOException {
    LockSupport.parkNanos(PAUSE_NANOS);
    long unused = api.liveBytes();
    return api.liveBytes();
  }

  private String character(HttpConnection connection) throws IOException {
    connection.exchange(get("/v1/characters"));
    String id = JSON.readTree(connection.body()).at("/characters/0/id").asText();
    if (id.isEmpty()) {
      throw new IOException("There is no character to talk to");
    }
    return id;
  }

  /** When a line of a stream came, on the clock of {@link System#nanoTime()}. */
  private static long read(ApiProcess api, String path, String line) throws IOException {
    try (HttpConnection stream = new HttpConnection(api.port())) {
      stream.begin(HttpConnection.request("GET", path, ApiProcess.KEY, SSE, ""));
      stream.skipTo(line);
      return System.nanoTime();
    }
  }

  private static byte[] get(String path) {
    return HttpConnection.request("GET", path, ApiProcess.KEY, "*/*", "");
  }

  private static JsonNode send(HttpConnection connection, String path, String body)
      throws IOException {
    return send(connection, "POST", path, body);
  }

  private static JsonNode send(HttpConnection connection, String method, String path, String body)
      throws IOException {
    int status =
        connection.exchange(HttpConnection.request(method, path, ApiProcess.KEY, "*/*", body));
    if (status >= 300) {
      throw new IOException(path + " -> " + status + " " + connection.body());
    }
    return JSON.readTree(connection.body());
  }
}
