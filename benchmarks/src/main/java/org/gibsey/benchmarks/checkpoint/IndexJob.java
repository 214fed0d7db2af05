package org.gibsey.benchmarks.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.IndexingJob;
import org.gibsey.indexing.index.IndexOptions;
import org.gibsey.indexing.index.IndexPassages;
import org.gibsey.shard.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * The indexing operator alone in a Flink of this process, with the settings of the product's job:
 * RocksDB, incremental checkpoints in a folder, and the memory of the cluster that {@code
 * deploy/up} starts.
 */
final class IndexJob implements AutoCloseable {
  private static final int SLOTS = 4;
  private static final Duration NEVER = Duration.ofDays(365);

  private final MiniCluster cluster;
  private final JobID job;

  private IndexJob(MiniCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  /**
   * Starts the job and returns when Flink has accepted it.
   *
   * @param folder for checkpoints and local files
   * @param from checkpoint to restore, or null
   * @param announced told when a subtask serves its shards
   */
  static IndexJob start(
      IndexRun run, RowFeed feed, Path folder, @Nullable String from, Announced announced)
      throws Exception {
    Configuration configuration = configuration(run, folder);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
    try {
      JobGraph graph = graph(run, feed, configuration, announced);
      if (from != null) {
        graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(from));
      }
      announced.submitted();
      return new IndexJob(cluster, cluster.submitJob(graph).get().getJobID());
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Takes a checkpoint of everything that left the source before.
   *
   * @return its folder
   */
  String checkpoint() throws ExecutionException, InterruptedException {
    return cluster.triggerCheckpoint(job).get();
  }

  /** Bytes of the whole state in the newest checkpoint, and what Flink says it uploaded. */
  Sizes sizes() throws ExecutionException, InterruptedException {
    var snapshot = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    if (snapshot == null) {
      throw new IllegalStateException("the job takes no checkpoints");
    }
    var newest = snapshot.getHistory().getLatestCompletedCheckpoint();
    if (newest == null) {
      throw new IllegalStateException("no checkpoint is complete");
    }
    return new Sizes(
        newest.getStateSize(), newest.getCheckpointedSize(), newest.getEndToEndDuration());
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }

  private static JobGraph graph(
      IndexRun run, RowFeed feed, Configuration configuration, Announced announced) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(run.parallelism());
    IndexPassages.attach(
        env.fromSource(
                feed.source(),
                WatermarkStrategy.noWatermarks(),
                "rows",
                TypeInformation.of(org.gibsey.row.EmbeddedRow.class))
            .uid("rows")
            .setParallelism(1),
        options(run),
        announced.factory());
    return env.getStreamGraph().getJobGraph();
  }

  private static Configuration configuration(IndexRun run, Path folder) throws Exception {
    Configuration configuration = IndexingJob.defaultConfiguration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 0);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(folder).toUri().toString());
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        run.interval() == null ? NEVER : run.interval());
    configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, false);
    configuration.set(
        CoreOptions.TMP_DIRS, Files.createDirectories(folder.resolve("local")).toString());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    configuration.set(RestOptions.BIND_PORT, "0");
    return configuration;
  }

  /** Folder of the checkpoints. */
  static Path checkpoints(Path folder) throws Exception {
    return Files.createDirectories(folder.resolve("checkpoints"));
  }

  private static IndexOptions options(IndexRun run) {
    return new IndexOptions(
        Map.of(TestPassages.COLLECTION, run.shards()),
        Map.of(TestPassages.COLLECTION, TestPassages.definition(VectorEncoding.FLOAT32)),
        new VectorSpace(run.passages().source().model(), run.passages().source().dimension()),
        run.refreshInterval(),
        "127.0.0.1",
        PortRange.ANY,
        "none:1",
        "endpoints");
  }

  /**
   * Of one checkpoint, as Flink tells it.
   *
   * @param state bytes of all files that it consists of
   * @param uploaded bytes that were new
   * @param millis from its trigger to its completion
   */
  record Sizes(long state, long uploaded, long millis) {}
}
