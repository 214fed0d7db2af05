package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.benchmarks.index.PassageSource;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.shard.ShardClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What does the API add to a search, and what does it do when there is too much to do?
 *
 * <p>Four shards, the API and a Kafka by which it finds them run in a process each; the questions
 * come from this one, which also asks the shards themselves through the product's client.
 */
@Command(
    name = "api-speed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Rate and latency of the API beside the shards' own client, with embedding, in overload,",
      "and the memory of idle streams. Needs no running stack, and an idle machine for minutes."
    })
public final class ApiSpeedBenchmark implements Callable<Integer> {
  private static final Duration FILL = Duration.ofMinutes(5);
  private static final int QUESTIONS = 1_000;
  private static final double EMBEDDED_PER_SECOND = 20;
  private static final int EMBEDDED_CONNECTIONS = 16;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--passages",
      defaultValue = "50000",
      description = "Passages of 384 dimensions, at least 1,000 (${DEFAULT-VALUE}).")
  private int passages = 50_000;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "Clients at once (${DEFAULT-VALUE}).")
  private int clients = 4;

  @Option(
      names = "--streams",
      defaultValue = "2000",
      description = "Idle streams, 0 to leave them out (${DEFAULT-VALUE}).")
  private int streams = 2_000;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Measured rounds, at least 1 (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--quick", description = "Everything a fifth as long, for a first look.")
  private boolean quick;

  @Option(
      names = "--api",
      paramLabel = "OPTION",
      description = "Another option of the API, for example --api=--max-searches=8.")
  private List<String> options = List.of();

  @Override
  public Integer call() throws Exception {
    if (passages < 1_000 || rounds < 1 || clients < 1 || streams < 0) {
      throw new ParameterException(
          spec.commandLine(), "--passages, --rounds, --clients or --streams is out of its range");
    }
    Path folder = Files.createTempDirectory("api-speed");
    try (KafkaProcess kafka = KafkaProcess.start(folder);
        ChildProcess shards = shards(folder, kafka)) {
      shards.await("filling", FILL, () -> shards.said(ShardProcess.READY));
      progress("The shards are filled");
      try (ApiProcess api = ApiProcess.start(folder, kafka.bootstrap(), unlimited());
          ShardClient client = new ShardClient(kafka.bootstrap(), ShardProcess.ENDPOINTS)) {
        measure(api, client);
      }
      if (streams > 0) {
        idle(folder, kafka);
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(ApiProcess api, ShardClient client) throws Exception {
    PassageSource source = TestPassages.synthetic(passages, ShardProcess.SEED).source();
    Contenders contenders = new Contenders(source, QUESTIONS);
    api.await("searching", contenders.requests().getFirst());
    api.await("embedding", Contenders.embedded(source, 0, 1).getFirst());
    SideBySide sides = new SideBySide();
    warmUp(contenders, api, client);
    for (int round = 1; round <= rounds; round++) {
      sides.round(
          contenders.shards(client), contenders.api(api.port()), clients, time(4), 1_000 / part());
      progress("Side by side, round " + round + " of " + rounds);
    }
    heading("By vector, %,d passages in %d shards", passages, ShardProcess.SHARDS);
    sides.print(out(), clients);
    embedded(api, source);
    overload(api, contenders, sides.capacity());
  }

  private void warmUp(Contenders contenders, ApiProcess api, ShardClient client) throws Exception {
    SideBySide unused = new SideBySide();
    unused.round(
        contenders.shards(client), contenders.api(api.port()), clients, time(6), 2_000 / part());
  }

  private void embedded(ApiProcess api, PassageSource source) throws Exception {
    List<Double> medians = new ArrayList<>();
    List<Double> tails = new ArrayList<>();
    int count = (int) (EMBEDDED_PER_SECOND * time(10).toSeconds());
    for (int round = 0; round <= rounds; round++) {
      List<byte[]> requests = Contenders.embedded(source, 1 + round * count, count);
      Percentiles latency =
          Report.latency(
              OpenLoop.run(
                  api.port(), EMBEDDED_PER_SECOND, time(10), EMBEDDED_CONNECTIONS, requests));
      if (round > 0) {
        medians.add(latency.millis(50));
        tails.add(latency.millis(99));
      }
    }
    heading("With embedding of the query, %.0f a second", EMBEDDED_PER_SECOND);
    Report.line(out(), "p50 ms", medians);
    Report.line(out(), "p99 ms", tails);
  }

  private void overload(ApiProcess api, Contenders contenders, double capacity) throws Exception {
    Overload overload = new Overload(api.port(), capacity, time(5), contenders.requests());
    for (int round = 1; round <= rounds; round++) {
      overload.round();
      progress("Overload, round " + round + " of " + rounds);
    }
    heading("Ten times the capacity of %.0f searches/s", capacity);
    overload.print(out());
  }

  private void idle(Path folder, KafkaProcess kafka) throws Exception {
    Path own = Files.createDirectories(folder.resolve("idle"));
    try (SilentModel model = new SilentModel();
        ApiProcess api = ApiProcess.start(own, kafka.bootstrap(), forStreams(model))) {
      PassageSource source = TestPassages.synthetic(passages, ShardProcess.SEED).source();
      api.await("embedding", Contenders.embedded(source, 0, 1).getFirst());
      heading("Idle streams");
      IdleStreams.measure(api, streams, out());
    }
  }

  private List<String> forStreams(SilentModel model) {
    String many = Integer.toString(streams + 100);
    return List.of(
        "--llm=openai",
        "--llm-url=" + model.url(),
        "--llm-name=silent",
        "--llm-first-token=300s",
        "--llm-timeout=300s",
        "--llm-concurrency=" + many,
        "--max-streams=" + many,
        "--rate-limit=0",
        "--generation-rate-limit=0");
  }

  private ChildProcess shards(Path folder, KafkaProcess kafka) throws IOException {
    return ChildProcess.start(
        "shards",
        folder,
        Map.of(),
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            ShardProcess.class.getName(),
            Files.createDirectories(folder.resolve("index")).toString(),
            kafka.bootstrap(),
            Integer.toString(passages)));
  }

  /** One caller asks everything here; what bounds each of many is not what is measured. */
  private List<String> unlimited() {
    return Stream.concat(Stream.of("--rate-limit=0"), options.stream()).toList();
  }

  private int part() {
    return quick ? 5 : 1;
  }

  private Duration time(int seconds) {
    return Duration.ofMillis(seconds * 1_000L / part());
  }

  private void heading(String format, Object... values) {
    out().printf("%n" + format + "%n", values);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void progress(String what) {
    spec.commandLine().getErr().println("  " + what);
    spec.commandLine().getErr().flush();
  }
}
