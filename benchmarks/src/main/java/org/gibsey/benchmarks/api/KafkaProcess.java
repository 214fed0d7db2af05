package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** The broker by which the API learns where the shards are. */
public final class KafkaProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String LIB = "deploy/dist/kafka/target/lib/*";

  private final ChildProcess process;
  private final int port;

  private KafkaProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts an empty broker whose data lies in a folder. */
  public static KafkaProcess start(Path folder) throws IOException {
    int port = freePort();
    int controller = freePort();
    Path settings = folder.resolve("kafka.properties");
    Files.writeString(
        settings,
        Stream.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.bootstrap.servers=127.0.0.1:" + controller,
                "listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                    .formatted(port, controller),
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + folder.resolve("kafka-data"),
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "num.network.threads=1",
                "num.io.threads=1")
            .map(line -> line + "\n")
            .reduce("", String::concat));
    try (ChildProcess format =
        run(
            "kafka-format",
            folder,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            Uuid.randomUuid().toString().replace('-', 'A'),
            "-c",
            settings.toString(),
            "--standalone")) {
      Path formatted = folder.resolve("kafka-data/meta.properties");
      format.await("formatting", START, () -> Files.exists(formatted));
      format.await("formatting", START, format::hasEnded);
    }
    ChildProcess process = run("kafka", folder, "kafka.Kafka", settings.toString());
    process.await("listening", START, () -> listens(port));
    return new KafkaProcess(process, port);
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.close();
  }

  private static ChildProcess run(String name, Path folder, String... arguments)
      throws IOException {
    List<String> options =
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=deploy/conf/log4j2.xml",
            "-Dgibsey.log.level=WARN",
            "-Dkafka.logs.dir=" + folder,
            "-cp",
            LIB);
    return ChildProcess.start(
        name, folder, Map.of(), Stream.concat(options.stream(), Stream.of(arguments)).toList());
  }

  private static boolean listens(int port) throws IOException {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
