package org.gibsey.cdc.cassandra;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.AbstractProcessor;
import io.debezium.connector.cassandra.CassandraConnectorConfig;
import io.debezium.connector.cassandra.CassandraConnectorTask.Cassandra5SchemaLoader;
import io.debezium.connector.cassandra.CassandraPartition;
import io.debezium.connector.cassandra.DefaultCassandraConnectorContext;
import io.debezium.connector.cassandra.Event;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.Module;
import io.debezium.connector.cassandra.StrictReadHandler;
import io.debezium.connector.cassandra.metrics.CassandraSnapshotMetrics;
import io.debezium.connector.cassandra.metrics.CassandraStreamingMetrics;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.spi.topic.TopicNamingStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Wires Debezium's readers of commit log and snapshot to the engine.
 *
 * <p>Debezium's own task cannot start (it asks a template for its context before it has made the
 * template) and goes on idling when one of its threads has failed. This one starts, and fails with
 * them. {@code start}, {@code poll}, {@code commitRecord} and {@code stop} are called by the
 * engine, one at a time.
 */
public final class CassandraSourceTask extends SourceTask {
  /** Cassandra's configuration and schema are static: a process can read for one node only. */
  private static final Semaphore ONLY_ONE = new Semaphore(1);

  private final SegmentLedger ledger = new SegmentLedger();
  private boolean mine;
  private @Nullable ChangeEventQueue<DataChangeEvent> queue;
  private @Nullable DefaultCassandraConnectorContext cassandra;
  private @Nullable ProcessorThreads processors;

  /** Called by the engine through reflection. */
  public CassandraSourceTask() {}

  @Override
  public String version() {
    return Module.version();
  }

  /**
   * Connects to Cassandra, restores archived segments and starts reading.
   *
   * @throws ConnectException if Cassandra cannot be reached, a folder cannot be used, or another
   *     Cassandra connector runs in this process
   */
  @Override
  public void start(Map<String, String> props) {
    if (!ONLY_ONE.tryAcquire()) {
      throw new ConnectException("Another Cassandra connector runs in this process");
    }
    mine = true;
    try {
      Map<String, String> settings = new HashMap<>(props);
      // Only one queue is drained: what others hold would be lost with the segments it came from.
      settings.put("num.of.change.event.queues", "1");
      open(new CassandraConnectorConfig(Configuration.from(settings)), settings);
    } catch (Exception e) {
      throw new ConnectException("The Cassandra connector could not start", e);
    }
  }

  private void open(CassandraConnectorConfig config, Map<String, String> props) throws Exception {
    Map<String, String> partition =
        new CassandraPartition.Provider(config)
            .getPartitions()
            .iterator()
            .next()
            .getSourcePartition();
    ReplayOffsets offsets = new ReplayOffsets(context.offsetStorageReader().offset(partition));

    settleDriver();
    VectorTypes types = new VectorTypes();
    CassandraTypeDeserializer.init(
        types.deserializers(),
        config.getDecimalMode(),
        config.getVarIntMode(),
        types.baseTypeForReversedType());
    LoadAllTables tables = new LoadAllTables(config);
    var opened =
        new DefaultCassandraConnectorContext(
            config, new Cassandra5SchemaLoader(), unused -> tables, offsets);
    cassandra = opened;

    Path relocation = Path.of(config.commitLogRelocationDir());
    Path archive = Files.createDirectories(relocation.resolve("archive"));
    Path cdcRaw = Path.of(DatabaseDescriptor.getCDCLogLocation());
    RestoreSegments.restore(archive, cdcRaw);
    // Debezium's own reader puts segments it failed on here; ours does not, but may follow it.
    RestoreSegments.restore(relocation.resolve("error"), cdcRaw);

    var records =
        new ChangeEventQueue.Builder<DataChangeEvent>()
            .pollInterval(config.pollInterval())
            .maxBatchSize(config.maxBatchSize())
            .maxQueueSize(config.maxQueueSize())
            .maxQueueSizeInBytes(config.getMaxQueueSizeInBytes())
            .loggingContextSupplier(() -> opened.configureLoggingContext(config.getContextName()))
            .build();
    queue = records;
    EmitRecords emit = new EmitRecords(records, topics(config), partition, offsets, ledger);
    DeadLetters letters = new DeadLetters(emit, props.get(DeadLetters.TOPIC_OPTION));
    processors =
        new ProcessorThreads(
            processors(config, opened, tables, offsets, emit, letters, cdcRaw, archive));
    processors.start();
  }

  /** What the driver must do whatever its file says; Debezium lets it be told by file only. */
  private static void settleDriver() {
    // It would wait for Cassandra for ever, and the engine cannot be stopped while a task starts.
    // Failing instead shows the reason and is tried again by the agent.
    System.setProperty("datastax-java-driver.advanced.reconnect-on-init", "false");
  }

  @SuppressWarnings("unchecked") // Debezium creates the strategy by its class name
  private static TopicNamingStrategy<KeyspaceTable> topics(CassandraConnectorConfig config) {
    return config.getTopicNamingStrategy(CommonConnectorConfig.TOPIC_NAMING_STRATEGY);
  }

  private List<AbstractProcessor> processors(
      CassandraConnectorConfig config,
      DefaultCassandraConnectorContext opened,
      LoadAllTables tables,
      ReplayOffsets offsets,
      EmitRecords emit,
      DeadLetters letters,
      Path cdcRaw,
      Path archive) {
    ChangeEventQueue<Event> events = opened.getQueues().get(0);
    return List.of(
        new ReadSegments(
            cdcRaw,
            Path.of(DatabaseDescriptor.getCommitLogLocation()),
            new StrictReadHandler(opened, new CassandraStreamingMetrics(opened)),
            doubtful -> tables.refresh(opened.getCassandraClient(), doubtful),
            events,
            letters,
            Duration.ofMillis(config.getCommitLogMarkedCompletePollInterval()),
            config.isCommitLogRealTimeProcessingEnabled()),
        new SnapshotTables(
            config,
            tables,
            offsets,
            new SnapshotTable(config, opened.getCassandraClient(), events),
            new CassandraSnapshotMetrics(opened)),
        new DrainEvents(events, emit, archive),
        new DeleteAcknowledged(archive, ledger, config.commitLogRelocationDirPollInterval()));
  }

  /**
   * Waits one poll interval at most for records.
   *
   * @throws ConnectException if one of the connector's threads has failed
   */
  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (queue == null || processors == null) {
      throw new ConnectException("The Cassandra connector has not been started");
    }
    Throwable failure = processors.failure();
    if (failure != null) {
      throw new ConnectException("A thread of the Cassandra connector has failed", failure);
    }
    return queue.poll().stream().map(DataChangeEvent::getRecord).toList();
  }

  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    if (record.sourceOffset().get(EmitRecords.SEGMENT) instanceof Long segment) {
      ledger.acknowledged(segment);
    }
  }

  @Override
  public void stop() {
    try {
      if (processors != null) {
        processors.close();
      }
      if (cassandra != null) {
        cassandra.cleanUp();
      }
    } finally {
      processors = null;
      cassandra = null;
      if (mine) {
        mine = false;
        ONLY_ONE.release();
      }
    }
  }
}
