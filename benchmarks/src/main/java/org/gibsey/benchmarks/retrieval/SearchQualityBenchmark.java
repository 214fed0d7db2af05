package org.gibsey.benchmarks.retrieval;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.util.FileUtils;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.api.ApiProcess;
import org.gibsey.benchmarks.api.KafkaProcess;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How good is the API's search in each of its modes?
 *
 * <p>Cuts and embeds the documents of a judged test set as the stream does, serves them from four
 * shards of two servers, starts the API on its own class path, and asks it every judged query over
 * HTTP with its defaults.
 */
@Command(
    name = "search-quality",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "nDCG@10, recall, MRR and hits of the API's search by vectors, by words and by both.",
      "Needs no running stack, but a built tree. SciFact (5,183 documents) takes two minutes."
    })
public final class SearchQualityBenchmark implements Callable<Integer> {
  private static final int FEW = 10;
  private static final int MANY = 100;
  private static final int FIRST_FIVE = 5;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--corpus",
      paramLabel = "FOLDER",
      description =
          "Test set in BEIR's layout: corpus.jsonl, queries.jsonl, and qrels/test.tsv or qrels.tsv"
              + " (default: the golden questions of --book).")
  private @Nullable Path corpus;

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Book whose golden questions are asked without --corpus (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Option(
      names = "--fusion",
      paramLabel = "VECTOR,TEXT,K",
      split = ",",
      description = "Weights and k of the mode hybrid (default: the API's).")
  private List<Double> fusion = List.of();

  @Override
  public Integer call() throws Exception {
    TestSet testSet = testSet();
    if (!fusion.isEmpty() && fusion.size() != 3) {
      throw new ParameterException(spec.commandLine(), "--fusion takes three numbers");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("search-quality");
    try (KafkaProcess kafka = KafkaProcess.start(folder)) {
      String model = EmbeddingModel.builtIn().name();
      try (ServedTestSet served =
              ServedTestSet.start("test-set", embedded(testSet), folder, kafka.bootstrap(), model);
          ApiProcess process = ApiProcess.start(folder, kafka.bootstrap(), List.of())) {
        ApiClient api =
            new ApiClient(URI.create("http://127.0.0.1:" + process.port()), ApiProcess.KEY);
        awaitShards(api, testSet.queries().getFirst().text());
        out.printf(
            Locale.ROOT,
            "%s: %,d documents, %,d judged queries%n%n%-7s %8s %10s %11s %7s %6s%n",
            testSet.name(),
            testSet.documents().size(),
            testSet.queries().size(),
            "",
            "nDCG@10",
            "recall@10",
            "recall@100",
            "MRR@10",
            "hit@5");
        for (String mode : List.of("vector", "text", "hybrid")) {
          report(mode, testSet, served, api);
        }
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return CommandLine.ExitCode.OK;
  }

  private TestSet testSet() throws IOException {
    try {
      return corpus == null ? DemoBook.read(book) : BeirFolder.read(corpus);
    } catch (TestSetException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<DocumentVectors> embedded(TestSet testSet) throws IOException {
    ChunkSettings settings = Collections.load(null).definitions().getFirst().chunk();
    try (Embedder embedder =
        Embedders.open(EmbeddingModel.builtIn(), EmbeddingSettings.defaults())) {
      return new DocumentEmbedding(embedder, Cutting.CHUNKED, settings, spec.commandLine().getErr())
          .embed(testSet.documents());
    }
  }

  private void report(String mode, TestSet testSet, ServedTestSet served, ApiClient api)
      throws IOException, InterruptedException {
    double gain = 0;
    double recallOfFew = 0;
    double recallOfMany = 0;
    double reciprocal = 0;
    double hits = 0;
    for (JudgedQuery query : testSet.queries()) {
      Map<String, Integer> relevance = query.relevance();
      List<String> found =
          api.search(query.text(), mode, MANY, fusionOf(mode)).stream()
              .map(served::document)
              .toList();
      gain += RankingQuality.ndcg(found, relevance, FEW);
      recallOfFew += RankingQuality.recall(found, relevance, FEW);
      recallOfMany += RankingQuality.recall(found, relevance, MANY);
      double rank = RankingQuality.reciprocalRank(found, relevance, FEW);
      reciprocal += rank;
      hits += rank >= 1.0 / FIRST_FIVE ? 1 : 0;
    }
    int queries = testSet.queries().size();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-7s %8.4f %10.4f %11.4f %7.4f %6.3f%n",
        mode,
        gain / queries,
        recallOfFew / queries,
        recallOfMany / queries,
        reciprocal / queries,
        hits / queries);
    out.flush();
  }

  private Map<String, ?> fusionOf(String mode) {
    return fusion.isEmpty() || !mode.equals("hybrid")
        ? Map.of()
        : Map.of(
            "fusion",
            Map.of(
                "vector_weight",
                fusion.get(0),
                "text_weight",
                fusion.get(1),
                "k",
                fusion.get(2).intValue()));
  }

  /** The model is loaded and the announcements are read after the API listens. */
  private static void awaitShards(ApiClient api, String query)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        var unused = api.search(query, "hybrid", 1);
        return;
      } catch (IOException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
