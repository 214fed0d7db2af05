package org.gibsey.benchmarks.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.gibsey.collection.Collections;
import org.gibsey.index.VectorSpace;
import org.gibsey.indexing.DeadLetter;
import org.gibsey.indexing.IndexingJob;
import org.gibsey.indexing.Pipeline;
import org.gibsey.indexing.RawRecord;
import org.gibsey.indexing.index.IndexOptions;
import org.gibsey.indexing.index.IndexPassages;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.PortRange;

/**
 * The stream's whole graph over given events in a Flink cluster in this process: with the state,
 * checkpoints and settings of production, without Kafka and Cassandra at its ends.
 */
final class StreamRun {
  /** Set in this process by the first event that leaves the source: one run at a time. */
  private static final AtomicLong FIRST_EVENT = new AtomicLong();

  private final Collections collections;
  private final int parallelism;
  private final Path folder;

  /**
   * @param collections what is indexed
   * @param parallelism subtasks of every operator, at least 1
   * @param folder where checkpoints and temporary files go; the caller deletes it
   */
  StreamRun(Collections collections, int parallelism, Path folder) {
    this.collections = collections;
    this.parallelism = parallelism;
    this.folder = folder;
  }

  /**
   * Runs the events through the graph.
   *
   * @return seconds from the first event leaving the source to the end of the job, which has
   *     indexed all of them and taken its last checkpoint
   * @throws Exception when the job fails; a dead letter fails it
   */
  double seconds(List<RawRecord> events) throws Exception {
    Path checkpoints = Files.createTempDirectory(folder, "checkpoints");
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(checkpoints))) {
      FIRST_EVENT.set(0);
      env.setParallelism(parallelism);
      DataStream<RawRecord> source =
          env.fromData(events, TypeInformation.of(RawRecord.class))
              .map(new NoteFirst())
              .returns(TypeInformation.of(RawRecord.class));
      new Pipeline(
              collections,
              null,
              Duration.ofDays(10),
              List.of(rows -> IndexPassages.attach(rows, options(), StreamRun::inMemory)),
              letters -> letters.map(new Refuse()).print())
          .define(source);
      var unused = env.execute("pipeline-benchmark");
      return (System.nanoTime() - FIRST_EVENT.get()) / 1e9;
    }
  }

  private static Configuration configuration(Path checkpoints) {
    Configuration configuration = IndexingJob.defaultConfiguration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    configuration.set(CoreOptions.TMP_DIRS, checkpoints.toString());
    return configuration;
  }

  private IndexOptions options() {
    return new IndexOptions(
        collections.shards(),
        Map.of(),
        new VectorSpace(collections.model().name(), collections.model().dimension()),
        Duration.ofMillis(50),
        "127.0.0.1",
        PortRange.ANY,
        "none:1",
        "endpoints");
  }

  /** Nobody asks these shards, and so they are announced to nobody. */
  private static EndpointAnnouncer inMemory(String kafka, String topic) {
    return new EndpointAnnouncer(
        new MockProducer<>(true, null, new StringSerializer(), new StringSerializer()), topic);
  }

  private static final class NoteFirst implements MapFunction<RawRecord, RawRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public RawRecord map(RawRecord event) {
      FIRST_EVENT.compareAndSet(0, System.nanoTime());
      return event;
    }
  }

  /** A figure over events that were not all indexed would be none. */
  private static final class Refuse implements MapFunction<DeadLetter, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String map(DeadLetter letter) {
      throw new IllegalStateException(letter.reason() + ": " + letter.detail());
    }
  }
}
