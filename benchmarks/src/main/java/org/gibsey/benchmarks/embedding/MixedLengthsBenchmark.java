package org.gibsey.benchmarks.embedding;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.gibsey.benchmarks.Load;
import org.gibsey.benchmarks.Spread;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.embedding.Precision;
import org.gibsey.embedding.TextTokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What does it bring to batch texts by their length instead of by their arrival?
 *
 * <p>The same stream of texts goes through the product's pool, and through batches of 32 in the
 * order of arrival, each padded to its longest text, on the same weights with the same number of
 * threads. Tokens are counted in one thread in both ways. Lengths are drawn as {@link
 * TextSample#MIXED} says. Both ways take turns, round by round; the ratio is that of the medians.
 */
@Command(
    name = "mixed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "A stream of texts of 8 to 256 tokens through the pool, and in batches of 32 as they come.",
      "Needs no running stack, and an idle machine for a few minutes."
    })
public final class MixedLengthsBenchmark implements Callable<Integer> {
  private static final int ARRIVAL_BATCH = 32;
  private static final long SEED = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book whose text the stream is made of (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Option(
      names = "--corpus",
      paramLabel = "FOLDER",
      description = "Folder in BEIR's layout whose corpus.jsonl is used instead of a book.")
  private @Nullable Path corpus;

  @Option(
      names = "--texts",
      defaultValue = "512",
      description = "Texts of the stream, at least 32 (${DEFAULT-VALUE}).")
  private int texts = 512;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Measurements of each way, at least 1 (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--workers",
      defaultValue = "2",
      description = "Threads that compute (${DEFAULT-VALUE}).")
  private int workers = 2;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      description = "Arithmetic: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Precision precision = Precision.FP32;

  @Override
  public Integer call() throws Exception {
    Engine engine = TorchEngine.load(precision);
    List<String> stream = text().draw(TextSample.MIXED, texts, new Random(SEED));
    EmbeddingSettings settings =
        EmbeddingSettings.defaults().withPrecision(precision).withWorkers(workers);
    List<Double> pooled = new ArrayList<>();
    List<Double> arrival = new ArrayList<>();
    try (Embedder pool = Embedders.open(EmbeddingModel.builtIn(), settings)) {
      for (int round = 0; round <= rounds; round++) {
        double inPool = texts / Load.of(() -> pool.embed(stream)).wallSeconds();
        double asTheyCome = texts / Load.of(() -> inOrder(engine, stream)).wallSeconds();
        // The first round warms up.
        if (round > 0) {
          pooled.add(inPool);
          arrival.add(asTheyCome);
        }
      }
    }
    report(spread(pooled), spread(arrival));
    return CommandLine.ExitCode.OK;
  }

  private BookText text() throws IOException {
    return corpus == null ? BookText.read(book) : BookText.ofLines(corpus.resolve("corpus.jsonl"));
  }

  private Load inOrder(Engine engine, List<String> stream) throws Exception {
    List<long[]> ids = stream.stream().map(TextTokenizer.builtIn()::ids).toList();
    return Encoding.run(engine, Batches.inOrder(ids, ARRIVAL_BATCH), workers);
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void report(Spread pooled, Spread arrival) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s, %d threads, texts/s, median [min-max] of %d rounds of %d texts%n",
        precision.name().toLowerCase(Locale.ROOT),
        workers,
        rounds,
        texts);
    out.printf(Locale.ROOT, "%-18s %s%n", "by length (pool)", pooled);
    out.printf(Locale.ROOT, "%-18s %s%n", "32 as they arrive", arrival);
    out.printf(Locale.ROOT, "%-18s %.2f%n", "ratio", pooled.median() / arrival.median());
    out.flush();
  }
}
