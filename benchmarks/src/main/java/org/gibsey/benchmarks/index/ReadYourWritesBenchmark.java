package org.gibsey.benchmarks.index;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.benchmarks.index.WriteAndSearch.Pair;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Does a search that waited for a write ever miss it, and how long does it wait?
 *
 * <p>Several writers at once write a new version of a row, or delete it, wait until the row's shard
 * says that searches see the write, and search for it. A Flink job in this process indexes their
 * writes; with {@code --failovers} it fails at even distances and goes back to its last checkpoint,
 * and what had been searchable is not for a while. A search that shows anything older than the
 * write it waited for is stale.
 */
@Command(
    name = "read-your-writes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Pairs of a write and a search that waits for it: how many are stale, how long they wait.",
      "Needs no running stack. Ends with 1 when a search was stale."
    })
public final class ReadYourWritesBenchmark implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TestData data = new TestData();
  @Mixin private JobSettings settings = new JobSettings();

  @Option(
      names = "--pairs",
      defaultValue = "10000",
      description = "Writes, each followed by a search, at least 1 (${DEFAULT-VALUE}).")
  private int pairs = 10_000;

  @Option(
      names = "--writers",
      defaultValue = "8",
      description = "Threads that write and search (${DEFAULT-VALUE}).")
  private int writers = 8;

  @Option(
      names = "--failovers",
      defaultValue = "0",
      description = "How often the job fails on the way (${DEFAULT-VALUE}).")
  private int failovers;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("read-your-writes");
    PrintWriter progress = spec.commandLine().getErr();
    TestPassages passages = data.open(progress);
    RowFeed feed = new RowFeed(passages);
    List<Pair> done;
    int restarts;
    try (IndexJob job = IndexJob.start(feed, passages, settings.setting(), folder)) {
      for (int number = 0; number < passages.size(); number++) {
        var unused = feed.write(number, 0);
      }
      new Visibility(job.client()).awaitRows(passages.size(), job);
      done = run(feed, passages, job);
      restarts = job.starts() - 1;
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return report(done, restarts);
  }

  private List<Pair> run(RowFeed feed, TestPassages passages, IndexJob job) throws Exception {
    Failovers plan = new Failovers(job, pairs, failovers, spec.commandLine().getErr());
    List<Future<List<Pair>>> running = new ArrayList<>();
    List<Pair> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        int mine = writer;
        running.add(
            threads.submit(() -> new WriteAndSearch(feed, passages, job).run(plan, mine, writers)));
      }
      for (Future<List<Pair>> one : running) {
        done.addAll(one.get());
      }
    }
    return done;
  }

  private int report(List<Pair> done, int restarts) {
    long stale = done.stream().filter(Pair::stale).count();
    long unanswered = done.stream().mapToLong(Pair::unanswered).sum();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d pairs of %d writers, %,d of them deletions; %d failovers%n",
        done.size(),
        writers,
        done.stream().filter(Pair::deletion).count(),
        restarts);
    out.printf(
        Locale.ROOT,
        "stale: %,d, of them %,d whose shards moved between the wait and the search%n",
        stale,
        done.stream().filter(pair -> pair.stale() && pair.moved()).count());
    out.printf("attempts that no shard answered in time, made again: %,d%n", unanswered);
    out.printf("write -> seen   %s%n", percentiles(done, Pair::awaitNanos).precise());
    out.printf("search          %s%n", percentiles(done, Pair::searchNanos).precise());
    out.flush();
    return stale == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static Percentiles percentiles(List<Pair> done, ToLongFunction<Pair> figure) {
    return new Percentiles(done.stream().mapToLong(figure).toArray());
  }
}
