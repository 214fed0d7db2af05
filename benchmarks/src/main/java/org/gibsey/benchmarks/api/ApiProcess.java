package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The API as it is deployed, with its own classpath and the deployment's options of the JVM. */
public final class ApiProcess implements AutoCloseable {
  public static final String KEY = "benchmark-key-0123456789abcdef";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern LISTENING = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final String MODULE = "query-api/target";

  private final ChildProcess process;
  private final int port;

  private ApiProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param options of the API, beside those that say where things are
   */
  public static ApiProcess start(Path folder, String kafka, List<String> options)
      throws IOException {
    return start(Path.of(""), folder, kafka, options, Map.of());
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param checkout root of a built working copy
   * @param folder for its key and its output
   * @param options of the API, beside those that say where things are; without {@code --cassandra}
   *     there is none
   * @param environment further variables
   */
  public static ApiProcess start(
      Path checkout,
      Path folder,
      String kafka,
      List<String> options,
      Map<String, String> environment)
      throws IOException {
    Path key = folder.resolve("reader.key");
    if (!Files.exists(key)) {
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(key, KEY);
    }
    Path module = checkout.resolve(MODULE);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "@" + checkout.resolve("deploy/conf/api-jvm.options"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jar(module) + ":" + module.resolve("lib") + "/*",
                "org.gibsey.api.QueryApi",
                "--port=0",
                "--keys=" + folder,
                "--kafka=" + kafka));
    if (options.stream().noneMatch(option -> option.startsWith("--cassandra="))) {
      arguments.add("--cassandra=127.0.0.1:1");
    }
    arguments.addAll(options);
    ChildProcess process = ChildProcess.start("api", folder, environment, arguments);
    process.await("listening", START, () -> port(folder).isPresent());
    return new ApiProcess(process, port(folder).orElseThrow());
  }

  public int port() {
    return port;
  }

  /** Waits until a request is answered with 200. */
  void await(String what, byte[] request) throws IOException {
    process.await(
        what,
        START,
        () -> {
          try (HttpConnection connection = new HttpConnection(port)) {
            return connection.exchange(request) == 200;
          }
        });
  }

  /** Bytes of all objects on its heap that are alive, stacks of virtual threads included. */
  long liveBytes() throws IOException {
    Process jcmd =
        new ProcessBuilder(
                ChildProcess.tool("jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = LIVE.matcher(histogram);
    if (!total.find()) {
      throw new IOException("jcmd said: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }

  /** Value of a metric, all series together. */
  double metric(String name) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      if (connection.exchange(HttpConnection.request("GET", "/metrics", KEY, "*/*", "")) != 200) {
        throw new IOException("no metrics: " + connection.body());
      }
      return connection
          .body()
          .lines()
          .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  /** Ends it at once, as a power failure would. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }

  private static Optional<Integer> port(Path folder) throws IOException {
    Matcher listening = LISTENING.matcher(Files.readString(folder.resolve("api.log")));
    return listening.find() ? Optional.of(Integer.parseInt(listening.group(1))) : Optional.empty();
  }

  private static Path jar(Path module) throws IOException {
    try (Stream<Path> files = Files.list(module)) {
      return files
          .filter(file -> file.getFileName().toString().matches("query-api-.*(?<!-tests)\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("There is no query-api in " + module));
    }
  }
}
