package org.gibsey.benchmarks.checkpoint;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Spread;
import org.gibsey.benchmarks.index.TestPassages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How much faster does the index come back from a checkpoint than it is built?
 *
 * <p>The operator takes the checkpoint in a Flink of this process after a bulk load and some
 * checkpoints of changes, so that the state holds dead bytes as it does in service. A restore is
 * timed from the job's submission to a running Flink until every subtask serves its shards. The
 * graph is built again from ready vectors by as many threads as the job has subtasks, with nothing
 * else going on. Embedding is counted at a given rate.
 */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Seconds to restore the index from a checkpoint, beside building it again.",
      "Needs no running stack, and about ten minutes for the default size."
    })
public final class RestoreBenchmark implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      defaultValue = "100000",
      description = "Rows of the index (${DEFAULT-VALUE}).")
  private int rows = 100_000;

  @Option(
      names = "--churn-checkpoints",
      defaultValue = "10",
      description =
          "Checkpoints before which 5 percent of the rows change, after the load (${DEFAULT-VALUE}).")
  private int churnCheckpoints = 10;

  @Option(names = "--rounds", defaultValue = "5", description = "Restores (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--shards", defaultValue = "4", description = "Shards (${DEFAULT-VALUE}).")
  private int shards = 4;

  @Option(names = "--parallelism", defaultValue = "2", description = "Subtasks (${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--embedding-rate",
      defaultValue = "262",
      description =
          "Passages that this machine embeds per second, see 'pipeline' (${DEFAULT-VALUE}).")
  private double embeddingRate = 262;

  @Option(
      names = "--seed",
      defaultValue = "5",
      description = "Decides what the rows hold (${DEFAULT-VALUE}).")
  private long seed = 5;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("restore-benchmark");
    try {
      measure(folder);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(Path folder) throws Exception {
    TestPassages passages = TestPassages.synthetic(rows, seed);
    IndexRun run = new IndexRun(passages, shards, parallelism, Duration.ofMillis(50), null);
    int part = Math.max(1, rows / 20);
    Workload workload = new Workload(passages, part, seed);
    long passed = 0;
    String checkpoint;
    IndexJob.Sizes sizes;
    try (RowFeed feed = new RowFeed(workload::row, 0);
        IndexJob job = IndexJob.start(run, feed, folder, null, new Announced(parallelism))) {
      do {
        feed.pass(part);
        passed += part;
        checkpoint = job.checkpoint();
        progress("%d of %d rows written", passed, rows + (long) churnCheckpoints * part);
      } while (passed < rows + (long) churnCheckpoints * part);
      sizes = job.sizes();
    }
    double[] restores = new double[rounds];
    // The first round only warms up.
    for (int round = 0; round <= rounds; round++) {
      Announced announced = new Announced(parallelism);
      try (RowFeed feed = new RowFeed(workload::row, passed);
          IndexJob job = IndexJob.start(run, feed, folder, checkpoint, announced)) {
        double seconds = announced.awaitSeconds();
        if (round > 0) {
          restores[round - 1] = seconds;
        }
        progress("restore %d of %d: %.2f s", round, rounds, seconds);
      }
    }
    double rebuild = new Rebuild(passages, shards, parallelism).seconds(folder.resolve("rebuilt"));
    report(Spread.of(restores), rebuild, sizes.state());
  }

  private void report(Spread restore, double rebuild, long stateBytes) {
    double embedding = rows / embeddingRate;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%d rows, %.0f MB of state%n", rows, stateBytes / 1e6);
    out.printf(Locale.ROOT, "%-28s %s s%n", "restore", restore);
    out.printf(
        Locale.ROOT,
        "%-28s %.1f s, %.0f x%n",
        "building the graphs",
        rebuild,
        rebuild / restore.median());
    out.printf(
        Locale.ROOT,
        "%-28s %.1f s, %.0f x (at %.0f passages/s)%n",
        "embedding",
        embedding,
        embedding / restore.median(),
        embeddingRate);
    out.flush();
  }

  private void progress(String format, Object... values) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(Locale.ROOT, "  " + format + "%n", values);
    err.flush();
  }
}
