package org.gibsey.indexing.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.IndexingJob;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that read a {@link RowLog} into the index, with the settings of the real job: RocksDB,
 * incremental checkpoints, here unaligned.
 *
 * @param log name of the log; also of the topic of announcements in memory
 * @param parallelism of all operators
 * @param checkpoints URI of the folder of checkpoints
 * @param interval time between checkpoints, or null for those only that are asked for
 */
record IndexJobs(String log, int parallelism, String checkpoints, @Nullable Duration interval) {
  private static final Map<String, Announcements> ANNOUNCEMENTS = new ConcurrentHashMap<>();

  /** What the jobs of a log announced. */
  static Announcements announcements(String log) {
    return ANNOUNCEMENTS.computeIfAbsent(log, unused -> new Announcements());
  }

  static IndexOptions options(Map<String, Integer> shards, String log) {
    return options(shards, new VectorSpace(RandomRows.MODEL, RandomRows.DIMENSION), log);
  }

  static IndexOptions options(Map<String, Integer> shards, VectorSpace vectors, String log) {
    return new IndexOptions(
        shards, Map.of(), vectors, Duration.ofMillis(20), "127.0.0.1", PortRange.ANY, log, log);
  }

  /**
   * A job.
   *
   * @param from folder of the savepoint or checkpoint to start from, or null
   */
  JobGraph job(IndexOptions options, @Nullable Path from) {
    StreamExecutionEnvironment env = environment();
    IndexPassages.attach(
        rows(env), options, (kafka, topic) -> new EndpointAnnouncer(announcements(kafka), topic));
    JobGraph graph = env.getStreamGraph().getJobGraph();
    if (from != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(from.toUri().toString(), false));
    }
    return graph;
  }

  /** A job of a later release, whose state nobody today can read. */
  JobGraph newerRelease() {
    StreamExecutionEnvironment env = environment();
    rows(env)
        .transform("IndexPassages", Types.VOID, new NewerRelease())
        .uid(IndexPassages.UID)
        .setMaxParallelism(ShardKeys.KEY_GROUPS);
    return env.getStreamGraph().getJobGraph();
  }

  private DataStream<EmbeddedRow> rows(StreamExecutionEnvironment env) {
    return env.addSource(new LogSource(log), "log", TypeInformation.of(EmbeddedRow.class))
        .uid("log")
        // Mixes the rows of all partitions, so that versions overtake each other.
        .rebalance()
        .map(new Trouble(log))
        .returns(TypeInformation.of(EmbeddedRow.class))
        .uid("trouble");
  }

  private StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration());
    env.setParallelism(parallelism);
    return env;
  }

  private Configuration configuration() {
    Configuration configuration = IndexingJob.defaultConfiguration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    // State goes to files as it would with more rows, instead of into the checkpoint's metadata.
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        interval == null ? Duration.ofDays(1) : interval);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    return configuration;
  }
}
