package org.gibsey.benchmarks.retrieval;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.embedding.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How good is retrieval by vectors alone on a judged test set, and does arithmetic or the HNSW
 * graph cost any of it?
 *
 * <p>Embeds all documents and queries with the built-in model, ranks the documents by comparing
 * with every passage and by the product's own Lucene index, and prints the mean over all judged
 * queries of nDCG@10 and recall@10 (see {@link RankingQuality}). For HNSW it adds the share of the
 * exact first ten that it found. The published nDCG@10 of all-MiniLM-L6-v2 on SciFact is 0.645 with
 * whole documents.
 */
@Command(
    name = "retrieval-quality",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "nDCG@10 and recall@10 of retrieval by vectors, exact and HNSW, in each precision.",
      "Needs no running stack. SciFact (5,183 documents) takes minutes for each precision and way"
          + " to cut; the demo book, seconds."
    })
public final class RetrievalQualityBenchmark implements Callable<Integer> {
  private static final int CUT_OFF = 10;

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
      names = "--passages",
      split = ",",
      defaultValue = "whole,chunked",
      description =
          "What long documents become: ${COMPLETION-CANDIDATES}. whole is cut behind 256 tokens, as"
              + " for published figures; chunked is what the stream does (${DEFAULT-VALUE}).")
  private List<Cutting> cuttings = List.of();

  @Option(
      names = "--precisions",
      split = ",",
      defaultValue = "fp32,bf16",
      description = "Arithmetic: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private List<Precision> precisions = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TestSet testSet = testSet();
    out.printf(
        Locale.ROOT,
        "%s: %,d documents, %,d judged queries%n%n",
        testSet.name(),
        testSet.documents().size(),
        testSet.queries().size());
    out.printf(
        "%-5s %-8s %-6s %9s %9s %8s %10s %14s%n",
        "",
        "passages",
        "search",
        "documents",
        "vectors",
        "nDCG@10",
        "recall@10",
        "of exact top 10");
    out.flush();
    for (Cutting cutting : cuttings) {
      for (Precision precision : precisions) {
        EmbeddingSettings settings = EmbeddingSettings.defaults().withPrecision(precision);
        try (Embedder embedder = Embedders.open(EmbeddingModel.builtIn(), settings)) {
          measure(testSet, embedder, cutting, precision);
        }
      }
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

  private void measure(TestSet testSet, Embedder embedder, Cutting cutting, Precision precision)
      throws IOException {
    PrintWriter progress = spec.commandLine().getErr();
    ChunkSettings settings = Collections.load(null).definitions().getFirst().chunk();
    List<DocumentVectors> documents =
        new DocumentEmbedding(embedder, cutting, settings, progress).embed(testSet.documents());
    List<float[]> queries =
        embedder.embed(
            testSet.queries().stream()
                .map(query -> Cutting.head(query.text(), embedder.tokenizer()))
                .toList());
    List<List<String>> exact = rankings(new ExactSearch(documents), queries);
    String row = precision.name().toLowerCase(Locale.ROOT);
    report(row, cutting, "exact", testSet, documents, exact, "");
    try (HnswSearch hnsw = HnswSearch.over(documents, embedder.model())) {
      List<List<String>> found = rankings(hnsw, queries);
      report(row, cutting, "HNSW", testSet, documents, found, overlap(exact, found));
    }
  }

  private static List<List<String>> rankings(DocumentSearch search, List<float[]> queries)
      throws IOException {
    List<List<String>> rankings = new ArrayList<>();
    for (float[] query : queries) {
      rankings.add(search.nearest(query, CUT_OFF));
    }
    return rankings;
  }

  private static String overlap(List<List<String>> exact, List<List<String>> found) {
    double sum = 0;
    for (int i = 0; i < exact.size(); i++) {
      sum += RankingQuality.overlap(exact.get(i), found.get(i), CUT_OFF);
    }
    return String.format(Locale.ROOT, "%.4f", sum / exact.size());
  }

  private void report(
      String precision,
      Cutting cutting,
      String search,
      TestSet testSet,
      List<DocumentVectors> documents,
      List<List<String>> rankings,
      String overlap) {
    double gain = 0;
    double recall = 0;
    List<JudgedQuery> queries = testSet.queries();
    for (int i = 0; i < queries.size(); i++) {
      gain += RankingQuality.ndcg(rankings.get(i), queries.get(i).relevance(), CUT_OFF);
      recall += RankingQuality.recall(rankings.get(i), queries.get(i).relevance(), CUT_OFF);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-5s %-8s %-6s %9d %9d %8.4f %10.4f %14s%n",
        precision,
        cutting.name().toLowerCase(Locale.ROOT),
        search,
        documents.size(),
        documents.stream().mapToInt(document -> document.vectors().size()).sum(),
        gain / queries.size(),
        recall / queries.size(),
        overlap);
    out.flush();
  }
}
