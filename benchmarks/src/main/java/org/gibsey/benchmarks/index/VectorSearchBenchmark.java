package org.gibsey.benchmarks.index;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.flink.util.FileUtils;
import org.gibsey.collection.VectorEncoding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How many of the nearest passages does a search find, and how many searches a second?
 *
 * <p>One shard of the product holds all passages, with text and metadata: searched as the product
 * does, which reads whole hits, and by Lucene's vector query alone over the very same segments.
 * JVector holds the same vectors and nothing else. The truth comes from comparing with every
 * vector. All settings take turns in every round; each round asks every question once.
 */
@Command(
    name = "vector-search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Recall and searches per second of one shard, beside raw Lucene and JVector.",
      "Needs no running stack, and an idle machine for some minutes."
    })
public final class VectorSearchBenchmark implements Callable<Integer> {
  private static final int LIMIT = 10;

  /** JVector visits most of its graph where few passages are allowed, and takes long. */
  private static final int FILTERED_QUERIES = 100;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TestData data = new TestData();

  @Option(
      names = "--candidates",
      split = ",",
      defaultValue = "16,32,64,128,256",
      description = "Vectors that a search keeps at once, each at least 10 (${DEFAULT-VALUE}).")
  private List<Integer> candidates = List.of();

  @Option(
      names = "--queries",
      defaultValue = "500",
      description = "Questions of each round, at least 1 (${DEFAULT-VALUE}).")
  private int queries = 500;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Measured rounds, at least 1 (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--threads",
      description = "Threads of the parallel figures (default: those of the machine).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("vector-search");
    PrintWriter progress = spec.commandLine().getErr();
    TestPassages passages = data.open(progress);
    try (Contenders contenders = new Contenders(passages, folder, progress)) {
      measure(passages, contenders);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(TestPassages passages, Contenders contenders) throws Exception {
    float[][] asked = questions(passages);
    describe(passages, contenders.vectors(), asked);
    contenders.addShard("float32", VectorEncoding.FLOAT32);
    contenders.addShard("int4", VectorEncoding.INT4);
    contenders.addJVector();
    SearchReport report = new SearchReport(spec.commandLine().getOut());
    report.builds(contenders.builds());
    report.settings(run(unfiltered(contenders, asked)));
    float[][] fewer = Arrays.copyOf(asked, Math.min(asked.length, FILTERED_QUERIES));
    report.settings(run(filtered(passages, contenders, fewer)));
  }

  private float[][] questions(TestPassages passages) {
    PassageSource source = passages.source();
    return IntStream.range(0, Math.min(queries, source.queries()))
        .mapToObj(source::queryVector)
        .toArray(float[][]::new);
  }

  private void describe(TestPassages passages, float[][] vectors, float[][] asked) {
    int[][] nearest =
        ExactNeighbours.find(vectors, asked, Distances.NEIGHBOURS, Narrowing.NONE.allowed());
    Distances distances = Distances.of(vectors, asked, nearest);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d passages, %d dimensions, intrinsic %.1f; dot products with a question: nearest"
            + " %.3f, twentieth %.3f, any %.3f%n",
        passages.source().name(),
        vectors.length,
        passages.source().dimension(),
        distances.intrinsicDimension(),
        distances.nearest(),
        distances.twentieth(),
        distances.random());
    out.flush();
  }

  private List<SearchRuns.Setting> unfiltered(Contenders contenders, float[][] asked) {
    int[][] exact =
        ExactNeighbours.find(contenders.vectors(), asked, LIMIT, Narrowing.NONE.allowed());
    List<SearchRuns.Setting> settings = new ArrayList<>();
    for (int kept : candidates) {
      for (Contender contender : contenders.all()) {
        settings.add(new SearchRuns.Setting(contender, kept, Narrowing.NONE, asked, exact));
      }
    }
    return settings;
  }

  /** With as many candidates as each index thinks right. */
  private List<SearchRuns.Setting> filtered(
      TestPassages passages, Contenders contenders, float[][] asked) {
    List<SearchRuns.Setting> settings = new ArrayList<>();
    for (Selectivity selectivity : Selectivity.values()) {
      for (Narrowing narrowing : Narrowing.of(passages, selectivity)) {
        int[][] exact =
            ExactNeighbours.find(contenders.vectors(), asked, LIMIT, narrowing.allowed());
        for (Contender contender : contenders.filtering()) {
          settings.add(new SearchRuns.Setting(contender, 0, narrowing, asked, exact));
        }
      }
    }
    return settings;
  }

  private List<SearchRuns.Setting> run(List<SearchRuns.Setting> settings) throws Exception {
    SearchRuns.rounds(settings, LIMIT, rounds, threads, spec.commandLine().getErr());
    return settings;
  }
}
