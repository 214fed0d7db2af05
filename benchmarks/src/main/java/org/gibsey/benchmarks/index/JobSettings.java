package org.gibsey.benchmarks.index;

import java.time.Duration;
import org.gibsey.collection.VectorEncoding;
import picocli.CommandLine.Option;

/** The options by which the benchmarks with a Flink job run it. */
final class JobSettings {
  @Option(
      names = "--shards",
      defaultValue = "4",
      description = "Number of shards, 1 to 128 (${DEFAULT-VALUE}).")
  private int shards = 4;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Subtasks of the index (${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--checkpoints",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Seconds from one checkpoint to the next, at least 1 (${DEFAULT-VALUE}).")
  private int checkpointSeconds = 5;

  @Option(
      names = "--vectors",
      defaultValue = "float32",
      description = "What the graphs compare: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private VectorEncoding vectors = VectorEncoding.FLOAT32;

  IndexJob.Setting setting() {
    return new IndexJob.Setting(
        shards, parallelism, Duration.ofSeconds(checkpointSeconds), vectors);
  }
}
