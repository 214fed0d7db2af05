package org.gibsey.benchmarks.embedding;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.gibsey.benchmarks.Load;
import org.gibsey.benchmarks.Spread;
import org.gibsey.embedding.LengthBatch;
import org.gibsey.embedding.PaddedBatch;
import org.gibsey.embedding.Precision;
import org.gibsey.embedding.TextTokenizer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How many texts does the model embed in a second, and in a second of processor time, beside ONNX
 * Runtime on the same weights?
 *
 * <p>Measured from token ids to unit vectors in Java's heap. All engines compute the very same
 * batches: each text alone, or texts of similar length with at most {@link
 * LengthBatch#MAX_PADDED_TOKENS} padded tokens. {@code onnx} pads as the product does, to a
 * multiple of eight tokens; {@code onnx-tight} only to the longest text of the batch, which it is
 * free to do. Every thread has one core's worth of native threads, that is one.
 *
 * <p>In every round each engine computes each sample once, and rounds take turns in who begins, so
 * that a slow minute of the machine hits all alike. The first round only warms up. The ratio is
 * that of the medians of texts per second to {@code onnx}. The share of the peak is what {@link
 * EncoderCost} counts, without padding, over the best {@link MatrixProduct} of the same arithmetic
 * and number of threads.
 */
@Command(
    name = "embedding",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Texts per second and per CPU-second beside ONNX Runtime; the share of the machine's peak.",
      "Needs no running stack, and an idle machine for about fifteen minutes."
    })
public final class EmbeddingBenchmark implements Callable<Integer> {
  private static final String REFERENCE = "onnx";
  private static final long SEED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book whose text is embedded (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Measurements of each figure, at least 1 (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--workers",
      split = ",",
      defaultValue = "2,1",
      description = "Numbers of threads, each with one native thread (${DEFAULT-VALUE}).")
  private List<Integer> workers = List.of();

  @Option(
      names = "--samples",
      split = ",",
      defaultValue = "queries,passages,mixed",
      description = "Kinds of texts: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private List<TextSample> samples = List.of();

  /** One cell of the table and what was measured for it. */
  private record Cell(
      TextSample sample, String batch, Engine engine, List<long[][]> batches, List<Load> loads) {
    private int texts() {
      return batches.stream().mapToInt(batch -> batch.length).sum();
    }

    private Spread perSecond() {
      return Spread.of(loads.stream().mapToDouble(l -> texts() / l.wallSeconds()).toArray());
    }

    private Spread perCpuSecond() {
      return Spread.of(loads.stream().mapToDouble(l -> texts() / l.cpuSeconds()).toArray());
    }

    private Spread flopsPerSecond() {
      double flops =
          batches.stream()
              .flatMap(Arrays::stream)
              .mapToDouble(ids -> EncoderCost.flops(ids.length))
              .sum();
      return Spread.of(loads.stream().mapToDouble(l -> flops / l.wallSeconds()).toArray());
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Engine> torch =
        List.of(TorchEngine.load(Precision.FP32), TorchEngine.load(Precision.BF16));
    Map<Precision, MatrixProduct> products = new EnumMap<>(Precision.class);
    try (OnnxEngine onnx = new OnnxEngine(REFERENCE, PaddedBatch::width);
        OnnxEngine tight = new OnnxEngine("onnx-tight", tokens -> tokens);
        MatrixProduct fp32 = MatrixProduct.load(Precision.FP32);
        MatrixProduct bf16 = MatrixProduct.load(Precision.BF16)) {
      products.put(Precision.FP32, fp32);
      products.put(Precision.BF16, bf16);
      List<Engine> engines = new ArrayList<>(List.of(onnx, tight));
      engines.addAll(torch);
      for (int threads : workers) {
        Peak peak = new Peak(threads, products);
        List<Cell> cells = cells(engines);
        measure(cells, peak, threads);
        report(cells, peak, threads);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Cell> cells(List<Engine> engines) throws Exception {
    BookText text = BookText.read(book);
    List<Cell> cells = new ArrayList<>();
    for (TextSample sample : samples) {
      Random random = new Random(SEED);
      List<long[]> ids =
          text.draw(sample, sample.size(), random).stream()
              .map(TextTokenizer.builtIn()::ids)
              .toList();
      List<long[][]> batched = Batches.byLength(ids, random);
      for (Engine engine : engines) {
        cells.add(new Cell(sample, "1", engine, Batches.ofOne(ids), new ArrayList<>()));
      }
      for (Engine engine : engines) {
        cells.add(new Cell(sample, "batched", engine, batched, new ArrayList<>()));
      }
    }
    return cells;
  }

  private void measure(List<Cell> cells, Peak peak, int threads) throws Exception {
    PrintWriter progress = spec.commandLine().getErr();
    for (int round = 0; round <= rounds; round++) {
      peak.measure();
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get((i + round) % cells.size());
        Load load = Encoding.run(cell.engine(), cell.batches(), threads);
        if (round > 0) {
          cell.loads().add(load);
        }
      }
      progress.printf("  %d threads: round %d of %d done%n", threads, round, rounds);
      progress.flush();
    }
  }

  private void report(List<Cell> cells, Peak peak, int threads) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d x 1 thread, median [min-max] of %d rounds; matrix products reach %.0f GFLOP/s in fp32"
            + " and %.0f in bf16%n",
        threads,
        rounds,
        peak.of(Precision.FP32) / 1e9,
        peak.of(Precision.BF16) / 1e9);
    out.printf(
        "%-9s %-8s %-11s %-24s %-24s %8s %8s%n",
        "texts", "batch", "engine", "texts/s", "texts/CPU-s", "to onnx", "of peak");
    double reference = 1;
    for (Cell cell : cells) {
      Spread rate = cell.perSecond();
      if (cell.engine().name().equals(REFERENCE)) {
        reference = rate.median();
      }
      out.printf(
          Locale.ROOT,
          "%-9s %-8s %-11s %-24s %-24s %8.2f %6d %%%n",
          cell.sample(),
          cell.batch(),
          cell.engine().name(),
          rate,
          cell.perCpuSecond(),
          rate.median() / reference,
          peak.percent(cell.engine().precision(), cell.flopsPerSecond()));
    }
    out.println();
    out.flush();
  }
}
