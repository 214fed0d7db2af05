package org.gibsey.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stock Kafka Connect worker with the agent's jars as its one plugin, in a folder of its own. */
final class ConnectWorker implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private final Path folder;
  private final Process process;
  private final ConnectRest rest;

  private ConnectWorker(Path folder, Process process, ConnectRest rest) {
    this.folder = folder;
    this.process = process;
    this.rest = rest;
  }

  /** Starts a worker with the JDK that the stack's agent runs on, and waits until it answers. */
  static ConnectWorker start(Stack stack) throws Exception {
    Path checkout = Path.of(System.getProperty("checkout"));
    Path agent = checkout.resolve("connectors/cdc-agent");
    Path output = Path.of(System.getProperty("output"));
    Path folder = Files.createTempDirectory(output, "connect-worker");
    layOutPlugin(agent.resolve("target"), folder.resolve("plugins/gibsey"));
    int port = freePort();
    Path settings =
        Files.write(folder.resolve("worker.properties"), settings(stack.kafka(), port, folder));
    List<String> command =
        List.of(
            java17(stack),
            "@" + agent.resolve("jvm.options"),
            "-Dcassandra.storagedir=" + folder.resolve("cassandra"),
            "-Dlog4j2.configurationFile=" + checkout.resolve("deploy/conf/log4j2.xml"),
            "-Dgibsey.log.level=WARN",
            "-cp",
            checkout.resolve("deploy/dist/connect/target/lib") + "/*",
            "org.apache.kafka.connect.cli.ConnectStandalone",
            settings.toString());
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.resolve("connect-worker.txt").toFile())
            .start();
    ConnectWorker worker =
        new ConnectWorker(folder, process, new ConnectRest(URI.create("http://127.0.0.1:" + port)));
    try {
      Eventually.holds(
          "the worker answers; see connect-worker.txt",
          START,
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("the worker has ended; see connect-worker.txt");
            }
            return worker.rest.answers();
          });
    } catch (Exception | AssertionError e) {
      worker.close();
      throw e;
    }
    return worker;
  }

  /** A plugin is a folder of jars: the agent's own and its libraries. */
  private static void layOutPlugin(Path target, Path plugin) throws IOException {
    Files.createDirectories(plugin);
    try (Stream<Path> own = Files.list(target);
        Stream<Path> libraries = Files.list(target.resolve("lib"))) {
      for (Path jar :
          Stream.concat(own, libraries).filter(p -> p.toString().endsWith(".jar")).toList()) {
        Files.createSymbolicLink(plugin.resolve(jar.getFileName()), jar);
      }
    }
  }

  private static List<String> settings(String kafka, int port, Path folder) {
    return List.of(
        "bootstrap.servers=" + kafka,
        "listeners=http://127.0.0.1:" + port,
        "plugin.path=" + folder.resolve("plugins"),
        "plugin.discovery=service_load",
        "key.converter=org.apache.kafka.connect.json.JsonConverter",
        "key.converter.schemas.enable=false",
        "value.converter=org.apache.kafka.connect.json.JsonConverter",
        "value.converter.schemas.enable=false",
        "offset.storage.file.filename=" + folder.resolve("offsets"),
        "offset.flush.interval.ms=1000");
  }

  private static String java17(Stack stack) throws Exception {
    for (JsonNode process : stack.status().path("processes")) {
      if (process.path("name").asText().equals("agent")) {
        return ProcessHandle.of(process.path("pid").asLong())
            .flatMap(handle -> handle.info().command())
            .orElseThrow();
      }
    }
    throw new AssertionError("no agent runs");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ConnectRest rest() {
    return rest;
  }

  /** Stops the worker and deletes its folder; its log stays. */
  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
