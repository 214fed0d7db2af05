package org.gibsey.benchmarks.index;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Load;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How much longer do searches take while rows are written, and how soon is a written row found?
 *
 * <p>A Flink job in this process, with RocksDB state and checkpoints, holds all passages in its
 * shards. One client searches without a pause, in turns while nothing is written and while rows get
 * new versions at an even pace. One write at a time is followed from when it leaves the source,
 * which is a network exchange before the operator, to when its shard has told a waiting client that
 * searches find it.
 */
@Command(
    name = "index-latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Latency of searches on a quiet index and while it is written, and freshness of its rows.",
      "Needs no running stack, and an idle machine for some minutes."
    })
public final class IndexLatencyBenchmark implements Callable<Integer> {
  private static final int LIMIT = 10;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TestData data = new TestData();
  @Mixin private JobSettings settings = new JobSettings();

  @Option(
      names = "--writes",
      paramLabel = "PER SECOND",
      defaultValue = "250",
      description = "New versions of rows per second, above 0 (${DEFAULT-VALUE}).")
  private double writesPerSecond = 250;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "Length of each turn (${DEFAULT-VALUE}).")
  private int seconds = 15;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description =
          "Turns of each kind, at least 1; one more of half the length warms up"
              + " (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--mode",
      defaultValue = "vector",
      description = "How is searched: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private SearchMode mode = SearchMode.VECTOR;

  private final List<Long> quiet = new ArrayList<>();
  private final List<Long> busy = new ArrayList<>();
  private final List<Long> fresh = new ArrayList<>();
  private int asked;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("index-latency");
    PrintWriter progress = spec.commandLine().getErr();
    TestPassages passages = data.open(progress);
    RowFeed feed = new RowFeed(passages);
    try (IndexJob job = IndexJob.start(feed, passages, settings.setting(), folder)) {
      fill(feed, passages, job);
      measure(feed, passages, job);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    report();
    return CommandLine.ExitCode.OK;
  }

  private void fill(RowFeed feed, TestPassages passages, IndexJob job) throws Exception {
    Visibility visibility = new Visibility(job.client());
    Load load =
        Load.of(
            () -> {
              for (int number = 0; number < passages.size(); number++) {
                var unused = feed.write(number, 0);
              }
              visibility.awaitRows(passages.size(), job);
              return visibility;
            });
    Merges.await();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d passages in %d shards, indexed with a checkpoint every %d s in %.0f s: %.0f per"
            + " second%n",
        passages.source().name(),
        passages.size(),
        settings.setting().shards(),
        settings.setting().checkpointInterval().toSeconds(),
        load.wallSeconds(),
        passages.size() / load.wallSeconds());
    out.flush();
  }

  private void measure(RowFeed feed, TestPassages passages, IndexJob job) throws Exception {
    int[] versions = new int[passages.size()];
    search(passages, job, seconds / 2.0, new ArrayList<>());
    write(feed, passages, job, versions, seconds / 2.0, new ArrayList<>(), new ArrayList<>());
    for (int round = 1; round <= rounds; round++) {
      search(passages, job, seconds, quiet);
      write(feed, passages, job, versions, seconds, busy, fresh);
      PrintWriter progress = spec.commandLine().getErr();
      progress.printf("  round %d of %d%n", round, rounds);
      progress.flush();
    }
  }

  private void write(
      RowFeed feed,
      TestPassages passages,
      IndexJob job,
      int[] versions,
      double length,
      List<Long> searches,
      List<Long> freshness)
      throws Exception {
    Visibility visibility = new Visibility(job.client());
    try (FreshnessProbe probe = FreshnessProbe.start(feed, passages, visibility);
        PacedWriter writer = PacedWriter.start(feed, versions, writesPerSecond, probe)) {
      search(passages, job, length, searches);
      writer.close();
      freshness.addAll(probe.end());
    }
    Merges.await();
  }

  private void search(TestPassages passages, IndexJob job, double length, List<Long> nanos)
      throws Exception {
    job.check();
    long end = System.nanoTime() + (long) (length * 1e9);
    for (long start = System.nanoTime(); start < end; ) {
      SearchQuery question = question(passages.source());
      start = System.nanoTime();
      var found = job.client().search(question);
      long done = System.nanoTime();
      if (found.hits().size() < LIMIT && mode != SearchMode.TEXT) {
        throw new IllegalStateException("A search found " + found.hits().size() + " rows");
      }
      nanos.add(done - start);
    }
  }

  private SearchQuery question(PassageSource source) {
    int query = asked++ % source.queries();
    return new SearchQuery(
        TestPassages.COLLECTION,
        mode,
        source.queryText(query),
        source.queryVector(query),
        source.model(),
        Narrowing.NONE.filter(),
        LIMIT,
        DEADLINE);
  }

  private void report() {
    Percentiles serial = percentiles(quiet);
    Percentiles ingest = percentiles(busy);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%n%-34s %s%n", "searches, nothing written", serial.precise());
    out.printf(
        "%-34s %s%n", "searches, %.0f writes/s".formatted(writesPerSecond), ingest.precise());
    out.printf(
        Locale.ROOT,
        "%-34s p50 %.2f, p99 %.2f%n",
        "ratio",
        ingest.millis(50) / serial.millis(50),
        ingest.millis(99) / serial.millis(99));
    out.printf("%-34s %s%n", "written row found after", percentiles(fresh).precise());
    out.flush();
  }

  private static Percentiles percentiles(List<Long> nanos) {
    return new Percentiles(nanos.stream().mapToLong(Long::longValue).toArray());
  }
}
