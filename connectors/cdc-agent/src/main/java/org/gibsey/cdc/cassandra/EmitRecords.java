package org.gibsey.cdc.cassandra;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.CassandraSchemaFactory.CellData.ColumnType;
import io.debezium.connector.cassandra.Emitter;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.connector.cassandra.Record;
import io.debezium.connector.cassandra.SourceInfo;
import io.debezium.connector.cassandra.exceptions.CassandraConnectorTaskException;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.spi.topic.TopicNamingStrategy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.gibsey.cdc.PartitionColumns;

/**
 * Hands change records to the engine, each counted in the ledger and carrying the offset from which
 * reading may resume once it is acknowledged.
 *
 * <p>Called by two threads: the one that drains the event queue and, for dead letters, the one that
 * reads segments. A record gets its offset and its place in the queue in one step: were a dead
 * letter to slip in between, its offset could tell of a row that Kafka does not hold yet.
 */
final class EmitRecords implements Emitter {
  /**
   * Key in a record's source offset under which its segment's id travels to the acknowledgement.
   */
  static final String SEGMENT = "segment";

  private final ChangeEventQueue<DataChangeEvent> queue;
  private final TopicNamingStrategy<KeyspaceTable> topics;
  private final Map<String, String> partition;
  private final ReplayOffsets offsets;
  private final SegmentLedger ledger;

  EmitRecords(
      ChangeEventQueue<DataChangeEvent> queue,
      TopicNamingStrategy<KeyspaceTable> topics,
      Map<String, String> partition,
      ReplayOffsets offsets,
      SegmentLedger ledger) {
    this.queue = queue;
    this.topics = topics;
    this.partition = partition;
    this.offsets = offsets;
    this.ledger = ledger;
  }

  /**
   * Queues one record for the engine; blocks while the queue is full.
   *
   * @throws CassandraConnectorTaskException if the thread is interrupted while it waits
   */
  @Override
  public synchronized void emit(Record event) {
    SourceInfo source = event.getSource();
    String table = source.keyspaceTable.name();
    Map<String, Object> offset = new HashMap<>();
    if (source.snapshot) {
      offset.putAll(offsets.forSnapshot(table, event.shouldMarkOffset()));
    } else {
      offset.putAll(offsets.forChange(table, source.offsetPosition));
      long segment = SegmentFile.of(Path.of(source.offsetPosition.fileName)).orElseThrow().id();
      offset.put(SEGMENT, segment);
      ledger.emitted(segment);
    }
    enqueue(
        new SourceRecord(
            partition,
            offset,
            topics.dataChangeTopic(source.keyspaceTable),
            null,
            event.getKeySchema(),
            event.buildKey(),
            event.getValueSchema(),
            event.buildValue(),
            null,
            PartitionColumns.header(partitionColumns(event))));
  }

  private static List<String> partitionColumns(Record event) {
    return event.getRowData().getPrimary().stream()
        .filter(cell -> cell.columnType == ColumnType.PARTITION)
        .map(cell -> cell.name)
        .toList();
  }

  /**
   * Queues a record that is not a row's, such as a dead letter.
   *
   * @param segment id of the segment it tells of, which stays until Kafka holds the record
   */
  synchronized void emit(String topic, Struct value, long segment) {
    Map<String, Object> offset = new HashMap<>(offsets.current());
    offset.put(SEGMENT, segment);
    ledger.emitted(segment);
    enqueue(new SourceRecord(partition, offset, topic, null, null, value.schema(), value));
  }

  private void enqueue(SourceRecord record) {
    try {
      queue.enqueue(new DataChangeEvent(record));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CassandraConnectorTaskException("Interrupted while waiting for the engine", e);
    }
  }

  @Override
  public void close() {}
}
