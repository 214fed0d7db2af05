package org.gibsey.benchmarks.index;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Load;
import org.gibsey.collection.VectorEncoding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What is left of a search's rate when shards are asked over the network?
 *
 * <p>The same open shards answer the same questions with the same whole hits: in the calling
 * thread, one shard after the other, and through the product's server and client on the loopback
 * interface. Server and client live in this process and share the machine's processors, as they do
 * where everything runs on one machine; the processor time of a search is told for the server's
 * threads and for all others. Both take turns in every round.
 */
@Command(
    name = "shard-search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Searches per second over gRPC from 1 and 4 shards, beside the same shards in process.",
      "Needs no running stack, and an idle machine for some minutes."
    })
public final class ShardSearchBenchmark implements Callable<Integer> {
  private static final int LIMIT = 10;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TestData data = new TestData();

  @Option(
      names = "--shards",
      split = ",",
      defaultValue = "1,4",
      description = "Numbers of shards, each 1 to 128 (${DEFAULT-VALUE}).")
  private List<Integer> shards = List.of();

  @Option(
      names = "--candidates",
      defaultValue = "64",
      description = "Vectors that a search keeps at once, at least 10 (${DEFAULT-VALUE}).")
  private int candidates = 64;

  @Option(
      names = "--queries",
      defaultValue = "1000",
      description = "Questions of each round, at least 1 (${DEFAULT-VALUE}).")
  private int queries = 1_000;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Measured rounds, at least 1 (${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(
      names = "--threads",
      description = "Clients of the parallel figures (default: the machine's threads).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("shard-search");
    PrintWriter progress = spec.commandLine().getErr();
    TestPassages passages = data.open(progress);
    try {
      PassageSource source = passages.source();
      float[][] asked =
          IntStream.range(0, Math.min(queries, source.queries()))
              .mapToObj(source::queryVector)
              .toArray(float[][]::new);
      int[][] exact = exact(passages, asked);
      for (int count : shards) {
        Path own = folder.resolve(Integer.toString(count));
        try (LoadedShards loaded =
            LoadedShards.fill(passages, own, count, VectorEncoding.FLOAT32, progress)) {
          measure(source.model(), loaded, asked, exact);
        }
        FileUtils.deleteDirectory(own.toFile());
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private static int[][] exact(TestPassages passages, float[][] asked) {
    PassageSource source = passages.source();
    float[][] vectors =
        IntStream.range(0, passages.size())
            .parallel()
            .mapToObj(number -> source.vector(number, 0))
            .toArray(float[][]::new);
    return ExactNeighbours.find(vectors, asked, LIMIT, Narrowing.NONE.allowed());
  }

  private void measure(String model, LoadedShards loaded, float[][] asked, int[][] exact)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    int count = loaded.indexes().size();
    try (Contender raw =
            new ShardContender.InProcess(model, List.copyOf(loaded.indexes().values()));
        Contender grpc = new ShardContender.OverGrpc(model, loaded.indexes())) {
      List<SearchRuns.Setting> settings =
          List.of(
              new SearchRuns.Setting(raw, candidates, Narrowing.NONE, asked, exact),
              new SearchRuns.Setting(grpc, candidates, Narrowing.NONE, asked, exact));
      SearchRuns.rounds(settings, LIMIT, rounds, threads, spec.commandLine().getErr());
      out.printf("%n%d shard%s, %d clients%n", count, count == 1 ? "" : "s", threads);
      new SearchReport(out).settings(settings);
      report(settings.get(0).runs(), settings.get(1).runs());
      for (SearchRuns.Setting setting : settings) {
        processorTime(setting);
      }
    }
  }

  private void report(SearchRuns raw, SearchRuns grpc) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "over gRPC / in process: one client %.2f, all clients %.2f%n",
        grpc.serialPerSecond().median() / raw.serialPerSecond().median(),
        grpc.parallelPerSecond().median() / raw.parallelPerSecond().median());
    out.flush();
  }

  /** One more round that nobody times, so that watching the threads disturbs no figure. */
  private void processorTime(SearchRuns.Setting setting) throws Exception {
    ThreadTimes server = ThreadTimes.of("shard-search-", "shard-server-");
    Load load = Load.of(() -> asked(setting));
    double micros = 1e6 / (threads * setting.queries());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-10s processor time of a search: server's threads %.0f us, all others %.0f us%n",
        setting.contender().name(),
        server.seconds() * micros,
        (load.cpuSeconds() - server.seconds()) * micros);
    out.flush();
  }

  private SearchRuns.Setting asked(SearchRuns.Setting setting) throws Exception {
    setting.inParallel(LIMIT, threads);
    return setting;
  }
}
