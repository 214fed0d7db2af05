package org.gibsey.benchmarks.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.IndexingJob;
import org.gibsey.indexing.index.IndexOptions;
import org.gibsey.indexing.index.IndexPassages;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.ShardClient;
import org.rocksdb.CompactionStyle;

/**
 * The product's {@link IndexPassages} in a Flink cluster in this process, behind a {@link RowFeed}
 * and asked through the product's client: with the state, checkpoints and settings of production,
 * without Kafka and Cassandra.
 */
final class IndexJob implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofMillis(50);
  private static final long CANCEL_SECONDS = 30;

  private final String id;
  private final StreamExecutionEnvironment env;
  private final JobClient job;
  private final ShardClient client;

  private IndexJob(String id, StreamExecutionEnvironment env, JobClient job) {
    this.id = id;
    this.env = env;
    this.job = job;
    this.client = new ShardClient(AnnouncementsInProcess.directory(id));
  }

  /**
   * Starts the job.
   *
   * @param feed what it indexes; read from the beginning
   * @param passages what the feed's rows are made of
   * @param setting number of shards and subtasks, and time between checkpoints
   * @param folder where checkpoints and temporary files go; the caller deletes it
   */
  static IndexJob start(RowFeed feed, TestPassages passages, Setting setting, Path folder)
      throws Exception {
    String id = "index-benchmark-" + UUID.randomUUID();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(setting, folder));
    env.setParallelism(setting.parallelism());
    DataStream<EmbeddedRow> rows =
        env.addSource(new FeedSource(id, feed), "feed", TypeInformation.of(EmbeddedRow.class))
            .setParallelism(1)
            .uid("feed");
    var unused =
        IndexPassages.attach(
            rows, options(id, passages, setting), AnnouncementsInProcess.factory());
    return new IndexJob(id, env, env.executeAsync(id));
  }

  /**
   * How the job runs.
   *
   * @param shards number of shards, 1 to 128
   * @param parallelism subtasks of the index, at least 1
   * @param checkpointInterval time from the start of a checkpoint to that of the next
   * @param encoding what the graphs compare
   */
  record Setting(
      int shards, int parallelism, Duration checkpointInterval, VectorEncoding encoding) {}

  /** Asks the job's shards. */
  ShardClient client() {
    return client;
  }

  /** Makes the job fail once; Flink restarts it from its last checkpoint. */
  void fail() {
    FeedSource.fail(id);
  }

  /** How often the job was started. */
  int starts() {
    return FeedSource.starts(id);
  }

  /** Number of announcements made by all attempts so far: another number, other servers. */
  int announcements() {
    return AnnouncementsInProcess.count(id);
  }

  /**
   * Throws what ended the job, if something did.
   *
   * @throws ExecutionException when the job has failed for good
   */
  void check() throws ExecutionException, InterruptedException {
    var result = job.getJobExecutionResult();
    if (result.isDone()) {
      throw new ExecutionException(
          "the job has ended before the benchmark did",
          result.handle((done, failure) -> failure).get());
    }
  }

  @Override
  public void close() throws Exception {
    client.close();
    try {
      job.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
      job.getJobExecutionResult()
          .handle((done, failure) -> "ended")
          .get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the job could not be cancelled", e);
    } finally {
      env.close();
      FeedSource.detach(id);
    }
  }

  private static Configuration configuration(Setting setting, Path folder) {
    Configuration configuration = IndexingJob.defaultConfiguration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, setting.checkpointInterval());
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    // As in the configuration of the cluster that deploy/up starts.
    configuration.set(RocksDBConfigurableOptions.COMPACTION_STYLE, CompactionStyle.UNIVERSAL);
    configuration.set(CoreOptions.TMP_DIRS, folder.toString());
    return configuration;
  }

  private static IndexOptions options(String id, TestPassages passages, Setting setting) {
    PassageSource source = passages.source();
    return new IndexOptions(
        Map.of(TestPassages.COLLECTION, setting.shards()),
        Map.of(TestPassages.COLLECTION, TestPassages.definition(setting.encoding())),
        new VectorSpace(source.model(), source.dimension()),
        REFRESH,
        "127.0.0.1",
        PortRange.ANY,
        "none:1",
        id);
  }
}
