package org.gibsey.benchmarks.embedding;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.gibsey.benchmarks.Percentiles;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.embedding.PaddedBatch;
import org.gibsey.embedding.Precision;
import org.gibsey.embedding.TextTokenizer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long does a reader's query wait for its vector when nothing else is embedded?
 *
 * <p>Measured from the text to the vector, tokens included, one query after the other: through the
 * product's pool, and for {@code onnx} in the calling thread. Every query is another stretch of 8
 * to 12 tokens; the contenders take turns with each query.
 */
@Command(
    name = "query-latency",
    mixinStandardHelpOptions = true,
    description = {
      "Percentiles of the time that one query's embedding takes, beside ONNX Runtime.",
      "Needs no running stack, and an idle machine for a minute."
    })
public final class QueryLatencyBenchmark implements Callable<Integer> {
  private static final int WARM_UP = 100;
  private static final long SEED = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book whose text the queries are made of (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Option(
      names = "--queries",
      defaultValue = "2000",
      description = "Measured queries of each contender, at least 1 (${DEFAULT-VALUE}).")
  private int queries = 2000;

  /** Embeds one text. */
  private interface Contender {
    void embed(String text) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    EmbeddingSettings settings = EmbeddingSettings.defaults();
    try (Embedder fp32 = pool(settings.withPrecision(Precision.FP32));
        Embedder bf16 = pool(settings.withPrecision(Precision.BF16));
        OnnxEngine onnx = new OnnxEngine("onnx", PaddedBatch::width);
        Encoder encoder = onnx.newEncoder()) {
      TextTokenizer tokenizer = TextTokenizer.builtIn();
      List<String> names = List.of("fp32", "bf16", onnx.name());
      List<Contender> contenders =
          List.of(
              text -> fp32.embed(List.of(text)),
              text -> bf16.embed(List.of(text)),
              text -> encoder.embed(new long[][] {tokenizer.ids(text)}));
      report(names, measure(contenders));
    }
    return CommandLine.ExitCode.OK;
  }

  private static Embedder pool(EmbeddingSettings settings) {
    return Embedders.open(EmbeddingModel.builtIn(), settings);
  }

  private long[][] measure(List<Contender> contenders) throws Exception {
    Random random = new Random(SEED);
    List<String> texts =
        BookText.read(book)
            .draw(TextSample.QUERIES, (WARM_UP + queries) * contenders.size(), random);
    long[][] nanos = new long[contenders.size()][queries];
    for (int i = 0; i < texts.size(); i++) {
      int contender = i % contenders.size();
      int query = i / contenders.size() - WARM_UP;
      long start = System.nanoTime();
      contenders.get(contender).embed(texts.get(i));
      if (query >= 0) {
        nanos[contender][query] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  private void report(List<String> names, long[][] nanos) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < nanos.length; i++) {
      out.printf(Locale.ROOT, "%-5s %s%n", names.get(i), new Percentiles(nanos[i]));
    }
    out.flush();
  }
}
