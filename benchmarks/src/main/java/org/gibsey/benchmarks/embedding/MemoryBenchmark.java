package org.gibsey.benchmarks.embedding;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import org.gibsey.embedding.Precision;
import org.gibsey.embedding.TextTokenizer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Does the memory of a process that embeds stay flat?
 *
 * <p>Batches of {@link TextSample#MIXED} texts, each time other ones, are formed as the product
 * forms them and computed by two threads. Every 500 batches the resident memory of the process and
 * the used heap behind a collection are printed, and in the end the growth since a fifth of the
 * batches was done, by when every cache should have filled.
 */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Resident memory and heap over 10,000 batches of texts of 8 to 256 tokens.",
      "Needs no running stack; takes about half an hour."
    })
public final class MemoryBenchmark implements Callable<Integer> {
  private static final int WINDOW = 64;
  private static final int REPORT_EVERY = 500;
  private static final long SEED = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book whose text is embedded (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Option(
      names = "--batches",
      defaultValue = "10000",
      description = "Batches to compute, rounded up to whole reports (${DEFAULT-VALUE}).")
  private int batches = 10_000;

  @Option(
      names = "--workers",
      defaultValue = "2",
      description = "Threads that compute (${DEFAULT-VALUE}).")
  private int workers = 2;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "Arithmetic: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Precision precision = Precision.AUTO;

  @Override
  public Integer call() throws Exception {
    Engine engine = TorchEngine.load(precision);
    BookText text = BookText.read(book);
    Random random = new Random(SEED);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%8s %12s %12s%n", "batches", "resident", "heap");
    int settledAt = Math.max(REPORT_EVERY, batches / 5);
    int done = 0;
    OptionalLong settled = OptionalLong.empty();
    OptionalLong resident = OptionalLong.empty();
    while (done < batches) {
      var unused = Encoding.run(engine, draw(text, random), workers);
      done += REPORT_EVERY;
      resident = report(out, done);
      if (done >= settledAt && settled.isEmpty()) {
        settled = resident;
      }
    }
    if (done > settledAt && settled.isPresent() && resident.isPresent()) {
      out.printf(
          Locale.ROOT,
          "resident memory grew by %.1f MiB behind the first %d batches%n",
          (resident.getAsLong() - settled.getAsLong()) / 1048576.0,
          settledAt);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** Batches up to the next report, each of texts that come one after the other. */
  private static List<long[][]> draw(BookText text, Random random) {
    List<long[][]> drawn = new ArrayList<>();
    while (drawn.size() < REPORT_EVERY) {
      List<long[]> ids =
          text.draw(TextSample.MIXED, WINDOW, random).stream()
              .map(TextTokenizer.builtIn()::ids)
              .toList();
      drawn.addAll(Batches.byLength(ids, random));
    }
    return drawn.subList(0, REPORT_EVERY);
  }

  private static OptionalLong report(PrintWriter out, int done) throws IOException {
    System.gc();
    OptionalLong resident = ResidentMemory.bytes();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    out.printf(
        Locale.ROOT,
        "%8d %12s %12s%n",
        done,
        ResidentMemory.mebibytes(resident),
        ResidentMemory.mebibytes(OptionalLong.of(heap)));
    out.flush();
    return resident;
  }
}
