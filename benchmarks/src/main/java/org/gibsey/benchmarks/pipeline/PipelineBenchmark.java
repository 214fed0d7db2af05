package org.gibsey.benchmarks.pipeline;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.Load;
import org.gibsey.benchmarks.Spread;
import org.gibsey.benchmarks.embedding.BookText;
import org.gibsey.benchmarks.pipeline.BookPages.Page;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.text.Chunker;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How much of the embedding rate is left when everything around it runs as well?
 *
 * <p>Pages of 100 to 180 tokens go through the whole graph of the stream, decoding, materialising,
 * cutting, embedding and indexing, with RocksDB state and a checkpoint every 5 s: timed from the
 * first event that leaves the source to the end of the job, its last checkpoint included. Pages of
 * the same kind are embedded by the same pool alone, cut into the same passages beforehand. Both
 * take turns; no page comes twice. The ratio is that of the medians.
 */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Pages per second of the whole Flink graph, beside embedding alone.",
      "Needs no running stack, and an idle machine for a few minutes."
    })
public final class PipelineBenchmark implements Callable<Integer> {
  private static final long SEED = 5;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book whose text the pages are made of (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Option(
      names = "--pages",
      defaultValue = "2000",
      description = "Pages of one measurement, at least 10 (${DEFAULT-VALUE}).")
  private int pages = 2000;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Measurements of each, at least 1 (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Subtasks of every operator (${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("pipeline-benchmark");
    try {
      measure(folder);
    } finally {
      // Unlike others it bears with a cluster that is about to tidy up behind itself.
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(Path folder) throws Exception {
    PrintWriter progress = spec.commandLine().getErr();
    BookText text = BookText.read(book);
    Random random = new Random(SEED);
    Collections collections = Collections.load(null);
    Embedder embedder = Embedders.shared(collections.model());
    StreamRun stream = new StreamRun(collections, parallelism, folder);
    List<Double> whole = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      // The first round only warms up, with fewer pages.
      int count = round == 0 ? Math.max(1, pages / 10) : pages;
      List<Page> some = BookPages.draw(text, count, 2 * round, random);
      double streaming = count / stream.seconds(some.stream().map(BookPages::insertion).toList());
      List<Page> others = BookPages.draw(text, count, 2 * round + 1, random);
      double embedding = count / embeddingSeconds(embedder, collections, others);
      progress.printf(
          Locale.ROOT,
          "  round %d of %d: %.1f pages/s, embedding alone %.1f%n",
          round,
          rounds,
          streaming,
          embedding);
      progress.flush();
      if (round > 0) {
        whole.add(streaming);
        alone.add(embedding);
      }
    }
    report(spread(whole), spread(alone));
  }

  private static double embeddingSeconds(
      Embedder embedder, Collections collections, List<Page> pages) throws Exception {
    CollectionDefinition definition = collections.definitions().getFirst();
    Chunker chunker = new Chunker(definition.chunk(), embedder.tokenizer(), embedder.maxTokens());
    List<String> texts = new ArrayList<>();
    for (Page page : pages) {
      chunker
          .chunk(page.title(), page.text())
          .forEach(passage -> texts.add(chunker.toEmbed(page.title(), passage)));
    }
    return Load.of(() -> embedder.embed(texts)).wallSeconds();
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void report(Spread whole, Spread alone) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "pages/s, median [min-max] of %d rounds of %d pages%n", rounds, pages);
    out.printf(Locale.ROOT, "%-16s %s%n", "whole stream", whole);
    out.printf(Locale.ROOT, "%-16s %s%n", "embedding alone", alone);
    out.printf(Locale.ROOT, "%-16s %.2f%n", "ratio", whole.median() / alone.median());
    out.flush();
  }
}
