package org.gibsey.verification.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.gibsey.verification.Eventually;
import org.gibsey.verification.Stack;

/**
 * The indexing job once more in the cluster of a stack: with a consumer group, shards and an
 * announcement topic of its own, so that it and the stack's own job do not meet.
 */
final class ShadowJob {
  private final Stack stack;
  private final FlinkRest flink;
  private final String jar;
  private final String endpoints;
  private final String id;

  private ShadowJob(Stack stack, FlinkRest flink, String jar, String endpoints, String id) {
    this.stack = stack;
    this.flink = flink;
    this.jar = jar;
    this.endpoints = endpoints;
    this.id = id;
  }

  /** The job's jar, as the build leaves it. */
  static Path jar() throws Exception {
    Path folder = Path.of(System.getProperty("checkout"), "flink-jobs", "indexing-job", "target");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-all.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no job jar in " + folder));
    }
  }

  /**
   * Submits the jar; the job begins with the first event of the topics.
   *
   * @param jar an uploaded jar
   * @param name consumer group and announcement topic
   */
  static ShadowJob submit(Stack stack, FlinkRest flink, String jar, String name, String... options)
      throws Exception {
    try (Admin kafka = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
      NewTopic topic = new NewTopic(name, 1, (short) 1);
      kafka.createTopics(Set.of(topic.configs(Map.of("cleanup.policy", "compact")))).all().get();
    }
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--kafka=" + stack.kafka(),
                    "--cassandra=127.0.0.1:" + stack.port("GIBSEY_CASSANDRA_PORT"),
                    "--group=" + name,
                    "--shard-endpoints=" + name,
                    "--shard-ports=" + shadowPorts(stack)),
                Stream.of(options))
            .toList();
    return new ShadowJob(stack, flink, jar, name, flink.run(jar, arguments));
  }

  ShadowJob again(String name, String... options) throws Exception {
    return submit(stack, flink, jar, name, options);
  }

  /** Returns when all its tasks run. */
  void awaitRunning() throws Exception {
    Eventually.holds(
        "all tasks of " + endpoints + " run",
        Stack.PATIENCE,
        () -> {
          if (flink.state(id).equals("FAILED")) {
            throw new AssertionError(flink.failure(id));
          }
          return flink.allTasksRun(id);
        });
  }

  /** Cancels it, and returns when it is gone. */
  void cancel() throws Exception {
    cancel(Stack.PATIENCE);
  }

  /** The same, within a time. */
  void cancel(Duration atMost) throws Exception {
    flink.cancel(id);
    Eventually.holds(endpoints + " is cancelled", atMost, () -> flink.state(id).equals("CANCELED"));
  }

  String id() {
    return id;
  }

  /** The rows that it indexes. */
  IndexedKeys rows() {
    return new IndexedKeys(stack.kafka(), endpoints);
  }

  /** The second half of the stack's shard ports; its own job takes the first free ones. */
  private static String shadowPorts(Stack stack) {
    String[] ports = stack.setting("GIBSEY_SHARD_PORTS").split("-", -1);
    int last = Integer.parseInt(ports[1]);
    return (last - 9) + "-" + last;
  }
}
