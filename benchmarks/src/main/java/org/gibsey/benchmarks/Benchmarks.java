package org.gibsey.benchmarks;

import org.gibsey.benchmarks.api.ApiSpeedBenchmark;
import org.gibsey.benchmarks.api.ChatBenchmark;
import org.gibsey.benchmarks.checkpoint.IngestCostBenchmark;
import org.gibsey.benchmarks.checkpoint.RestoreBenchmark;
import org.gibsey.benchmarks.checkpoint.WriteAmplificationBenchmark;
import org.gibsey.benchmarks.embedding.EmbeddingBenchmark;
import org.gibsey.benchmarks.embedding.MemoryBenchmark;
import org.gibsey.benchmarks.embedding.MixedLengthsBenchmark;
import org.gibsey.benchmarks.embedding.QueryLatencyBenchmark;
import org.gibsey.benchmarks.index.IndexLatencyBenchmark;
import org.gibsey.benchmarks.index.ReadYourWritesBenchmark;
import org.gibsey.benchmarks.index.ShardSearchBenchmark;
import org.gibsey.benchmarks.index.VectorSearchBenchmark;
import org.gibsey.benchmarks.pipeline.PipelineBenchmark;
import org.gibsey.benchmarks.retrieval.RetrievalQualityBenchmark;
import org.gibsey.benchmarks.retrieval.SearchQualityBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point: one subcommand per question. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description =
        "Measures a running stack (start it with deploy/up), or its parts in a process of its own.",
    subcommands = {
      FreshnessBenchmark.class,
      SearchLatencyBenchmark.class,
      GoldenSetBenchmark.class,
      EmbeddingBenchmark.class,
      QueryLatencyBenchmark.class,
      MixedLengthsBenchmark.class,
      MemoryBenchmark.class,
      PipelineBenchmark.class,
      WriteAmplificationBenchmark.class,
      RetrievalQualityBenchmark.class,
      SearchQualityBenchmark.class,
      VectorSearchBenchmark.class,
      ShardSearchBenchmark.class,
      IndexLatencyBenchmark.class,
      RestoreBenchmark.class,
      IngestCostBenchmark.class,
      ReadYourWritesBenchmark.class,
      ApiSpeedBenchmark.class,
      ChatBenchmark.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}
