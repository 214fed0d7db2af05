package org.gibsey.indexing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.contrib.streaming.state.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.collection.TableName;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.cache.CassandraVectors;
import org.gibsey.indexing.cache.VectorStore;
import org.gibsey.indexing.index.IndexOptions;
import org.gibsey.indexing.index.IndexPassages;
import org.gibsey.indexing.index.StateCompaction;
import org.gibsey.indexing.source.SourceCheck;
import org.gibsey.indexing.source.UnfitSourcesException;
import org.gibsey.indexing.table.CassandraCluster;
import org.gibsey.indexing.table.PassageTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of the streaming job; submitted with {@code flink run}. */
public final class IndexingJob {
  static final String NAME = "memory-indexing";

  private static final int MAX_PARALLELISM = 128;

  private IndexingJob() {}

  /**
   * Submits the job. It may run inside a JobManager, to which the jar was uploaded, so that a
   * failure must not end the process.
   *
   * @throws ParameterException when the command line is not valid; its message went to standard
   *     error together with the usage
   * @throws UnfitSourcesException when the tables of the collections cannot be followed; its
   *     message went to standard error too
   * @throws Exception when Flink cannot run the job
   */
  public static void main(String[] args) throws Exception {
    JobOptions options = new JobOptions();
    CommandLine commandLine = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      if (CommandLine.printHelpIfRequested(commandLine.parseArgs(args))) {
        return;
      }
      options.validate();
      Collections collections = options.collections();
      SourceCheck.check(collections, cassandra(options));
      run(options, collections);
    } catch (ParameterException e) {
      System.err.println(e.getMessage());
      e.getCommandLine().usage(System.err);
      throw e;
    } catch (UnfitSourcesException e) {
      System.err.println(e.getMessage());
      throw e;
    }
  }

  private static void run(JobOptions options, Collections collections) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(options));
    define(env, options, collections);
    env.execute(NAME);
  }

  /** The whole graph with its real ends; connects to nothing. */
  static void define(StreamExecutionEnvironment env, JobOptions options, Collections collections) {
    KafkaEnds kafka = new KafkaEnds(options);
    CassandraCluster cassandra = cassandra(options);
    IndexOptions index = indexOptions(options, collections);
    new Pipeline(
            collections,
            vectorStore(collections, cassandra),
            options.tombstoneTtl,
            List.of(
                rows -> IndexPassages.attach(rows, index),
                rows -> PassageTable.attach(rows, collections, cassandra)),
            kafka::deadLetters)
        .define(kafka.changes(env));
  }

  /** What the job relies on with every option at its default, for one that runs in this process. */
  public static Configuration defaultConfiguration() {
    JobOptions options = new JobOptions();
    var unused = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
    return configuration(options);
  }

  /** What the job relies on, whatever the cluster's own configuration says. */
  static Configuration configuration(JobOptions options) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, false);
    // State is found again by the uid of its operator: one without would lose it unnoticed.
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // Overrides what the cluster says of compaction; its memory, threads and folders stay its own.
    configuration.set(RocksDBOptions.OPTIONS_FACTORY, StateCompaction.class.getName());
    // While Cassandra is away no checkpoint completes, and the job must go on answering searches.
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(1));
    return configuration;
  }

  private static CassandraCluster cassandra(JobOptions options) {
    return new CassandraCluster(options.cassandra, options.cassandraDatacenter);
  }

  private static VectorStore.@Nullable Factory vectorStore(
      Collections collections, CassandraCluster cassandra) {
    TableName cache = collections.embeddingCache();
    return cache == null ? null : CassandraVectors.in(cassandra, cache);
  }

  private static IndexOptions indexOptions(JobOptions options, Collections collections) {
    Map<String, IndexDefinition> definitions =
        collections.definitions().stream()
            .collect(
                Collectors.toMap(
                    CollectionDefinition::name,
                    collection -> IndexDefinition.of(collection, collections.vectors())));
    return new IndexOptions(
        collections.shards(),
        definitions,
        new VectorSpace(collections.model().name(), collections.model().dimension()),
        options.refreshInterval,
        options.shardHost,
        options.ports(),
        options.kafka,
        options.shardEndpoints,
        options.snapshots);
  }
}
