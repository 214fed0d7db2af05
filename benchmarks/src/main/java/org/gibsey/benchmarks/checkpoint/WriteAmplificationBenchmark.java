package org.gibsey.benchmarks.checkpoint;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.index.TestPassages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How many bytes does a checkpoint upload for each byte of changed documents?
 *
 * <p>The operator runs in a Flink of this process with real incremental RocksDB checkpoints in a
 * folder. First a bulk load with a checkpoint after each share of the rows, then rows drawn at
 * random are replaced, as many for each checkpoint; the first checkpoints of that do not count,
 * until merges and dead bytes are in a steady state. What a checkpoint uploads is what its folder
 * holds in new files, all operators and metadata included. A changed document has the bytes of its
 * vector, text, title, key and metadata columns.
 */
@Command(
    name = "write-amplification",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Bytes uploaded by each checkpoint, per byte of changed documents.",
      "Needs no running stack, and about five minutes for the default size."
    })
public final class WriteAmplificationBenchmark implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      defaultValue = "100000",
      description = "Rows of the index (${DEFAULT-VALUE}).")
  private int rows = 100_000;

  @Option(
      names = "--churn",
      defaultValue = "5",
      description = "Percent of the rows that change before each checkpoint (${DEFAULT-VALUE}).")
  private double churn = 5;

  @Option(
      names = "--settle",
      defaultValue = "16",
      description = "Checkpoints before those that count (${DEFAULT-VALUE}).")
  private int settle = 16;

  @Option(
      names = "--checkpoints",
      defaultValue = "24",
      description = "Checkpoints of the steady state (${DEFAULT-VALUE}).")
  private int checkpoints = 24;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "Least time from one checkpoint to the next, in which merges go on: as in the job"
              + " (${DEFAULT-VALUE}).")
  private double interval = 5;

  @Option(names = "--shards", defaultValue = "4", description = "Shards (${DEFAULT-VALUE}).")
  private int shards = 4;

  @Option(names = "--parallelism", defaultValue = "2", description = "Subtasks (${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--seed",
      defaultValue = "5",
      description = "Decides what the rows hold and which of them change (${DEFAULT-VALUE}).")
  private long seed = 5;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("write-amplification");
    try {
      measure(folder);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(Path folder) throws Exception {
    TestPassages passages = TestPassages.synthetic(rows, seed);
    int perCheckpoint = (int) Math.max(1, rows * churn / 100);
    IndexRun run = new IndexRun(passages, shards, parallelism, Duration.ofMillis(50), null);
    Workload workload = new Workload(passages, perCheckpoint, seed);
    try (RowFeed feed = new RowFeed(workload::row, 0);
        IndexJob job = IndexJob.start(run, feed, folder, null, new Announced(parallelism))) {
      UploadedFiles uploaded = new UploadedFiles(IndexJob.checkpoints(folder));
      List<Upload> bulk = new ArrayList<>();
      for (long left = rows; left > 0; left -= perCheckpoint) {
        bulk.add(upload(job, feed, uploaded, workload, Math.min(left, perCheckpoint), "bulk load"));
      }
      List<Upload> steady = new ArrayList<>();
      for (int i = 0; i < settle + checkpoints; i++) {
        String phase = i < settle ? "settling" : "steady";
        Upload upload = upload(job, feed, uploaded, workload, perCheckpoint, phase);
        if (i >= settle) {
          steady.add(upload);
        }
      }
      report(new Uploads(bulk), new Uploads(steady), perCheckpoint);
    }
  }

  private Upload upload(
      IndexJob job, RowFeed feed, UploadedFiles files, Workload workload, long count, String phase)
      throws Exception {
    long changed = workload.passed(count);
    long start = System.nanoTime();
    feed.pass(count);
    double seconds = (System.nanoTime() - start) / 1e9;
    TimeUnit.NANOSECONDS.sleep((long) ((interval - seconds) * 1e9));
    var unused = job.checkpoint();
    IndexJob.Sizes sizes = job.sizes();
    Upload upload = new Upload(changed, files.newBytes(), sizes.state(), sizes.millis());
    PrintWriter progress = spec.commandLine().getErr();
    progress.printf(
        Locale.ROOT,
        "  %-9s %5.2f x (%.1f of %.1f MB; Flink says %.1f), %.0f rows/s, checkpoint %d ms%n",
        phase,
        upload.amplification(),
        upload.uploaded() / 1e6,
        upload.state() / 1e6,
        sizes.uploaded() / 1e6,
        count / seconds,
        sizes.millis());
    progress.flush();
    return upload;
  }

  private void report(Uploads bulk, Uploads steady, int perCheckpoint) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "bytes uploaded by a checkpoint per byte of changed documents; %d rows, %d of them change"
            + " for each checkpoint%n",
        rows,
        perCheckpoint);
    out.printf(Locale.ROOT, "%-13s %s%n", "bulk load", bulk);
    out.printf(Locale.ROOT, "%-13s %s%n", "steady state", steady);
    out.flush();
  }
}
