package org.gibsey.benchmarks.checkpoint;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Spread;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.row.EmbeddedRow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What do checkpoints and refreshes cost of the rate at which rows are indexed?
 *
 * <p>Ready rows go into the operator as fast as it takes them, in a Flink of this process: with the
 * checkpoints and refreshes of the product, with either alone, and with neither (one refresh every
 * ten seconds, which is the longest that can be set). A run is timed from its first row to a last
 * checkpoint, which all of them take; variants take turns. The ratio is that of the medians.
 */
@Command(
    name = "ingest-cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Rows per second into the operator, with and without checkpoints and refreshes.",
      "Needs no running stack, and about ten minutes for the default size."
    })
public final class IngestCostBenchmark implements Callable<Integer> {
  private static final Duration RARELY = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      defaultValue = "30000",
      description = "Rows of one run, held in memory (${DEFAULT-VALUE}).")
  private int rows = 30_000;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Runs of each variant, after one that warms up (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--interval",
      defaultValue = "PT5S",
      description = "Time between checkpoints, ISO 8601 (${DEFAULT-VALUE}).")
  private Duration interval = Duration.ofSeconds(5);

  @Option(
      names = "--refresh",
      defaultValue = "PT0.05S",
      description = "Least time between two refreshes, ISO 8601 (${DEFAULT-VALUE}).")
  private Duration refresh = Duration.ofMillis(50);

  @Option(names = "--shards", defaultValue = "4", description = "Shards (${DEFAULT-VALUE}).")
  private int shards = 4;

  @Option(names = "--parallelism", defaultValue = "2", description = "Subtasks (${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Override
  public Integer call() throws Exception {
    TestPassages passages = TestPassages.synthetic(rows, 5);
    List<EmbeddedRow> ready = new ArrayList<>(rows);
    for (int number = 0; number < rows; number++) {
      ready.add(passages.row(number));
    }
    Map<Variant, List<Double>> rates = new EnumMap<>(Variant.class);
    for (int round = 0; round <= rounds; round++) {
      for (Variant variant : Variant.values()) {
        double rate = rate(passages, ready, variant);
        PrintWriter progress = spec.commandLine().getErr();
        progress.printf(
            Locale.ROOT, "  round %d of %d, %s: %.0f rows/s%n", round, rounds, variant, rate);
        progress.flush();
        if (round > 0) {
          rates.computeIfAbsent(variant, unused -> new ArrayList<>()).add(rate);
        }
      }
    }
    report(rates);
    return CommandLine.ExitCode.OK;
  }

  private double rate(TestPassages passages, List<EmbeddedRow> ready, Variant variant)
      throws Exception {
    Path folder = Files.createTempDirectory("ingest-cost");
    IndexRun run =
        new IndexRun(
            passages,
            shards,
            parallelism,
            variant.refreshes ? refresh : RARELY,
            variant.checkpoints ? interval : null);
    Announced announced = new Announced(parallelism);
    try (RowFeed feed = new RowFeed(number -> ready.get((int) number), 0);
        IndexJob job = IndexJob.start(run, feed, folder, null, announced)) {
      var unusedStart = announced.awaitSeconds();
      long start = System.nanoTime();
      feed.pass(ready.size());
      var unusedEnd = job.checkpoint();
      return ready.size() / ((System.nanoTime() - start) / 1e9);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void report(Map<Variant, List<Double>> rates) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "rows/s, median [min-max] of %d runs of %d rows%n", rounds, rows);
    @Nullable Spread neither = null;
    for (Variant variant : Variant.values()) {
      List<Double> measured = rates.getOrDefault(variant, List.of());
      Spread spread = Spread.of(measured.stream().mapToDouble(Double::doubleValue).toArray());
      neither = neither == null ? spread : neither;
      out.printf(
          Locale.ROOT, "%-24s %s  %.2f%n", variant, spread, spread.median() / neither.median());
    }
    out.flush();
  }

  private enum Variant {
    NEITHER("neither", false, false),
    REFRESHES("refreshes", false, true),
    CHECKPOINTS("checkpoints", true, false),
    BOTH("both", true, true);

    private final String label;
    private final boolean checkpoints;
    private final boolean refreshes;

    Variant(String label, boolean checkpoints, boolean refreshes) {
      this.label = label;
      this.checkpoints = checkpoints;
      this.refreshes = refreshes;
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
