package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.cassandra.KeyspaceTable;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.schema.SchemaTopicNamingStrategy;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.debezium.util.LoggingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
  private final SegmentLedger ledger = new SegmentLedger();
  private final ChangeEventQueue<DataChangeEvent> queue =
      new ChangeEventQueue.Builder<DataChangeEvent>()
          .pollInterval(Duration.ofMillis(10))
          .maxBatchSize(8)
          .maxQueueSize(16)
          .maxQueueSizeInBytes(1_000_000)
          .loggingContextSupplier(() -> LoggingContext.forConnector("test", "test", "test"))
          .build();

  @SuppressWarnings({"unchecked", "rawtypes"}) // as Debezium itself creates the strategy
  private static TopicNamingStrategy<KeyspaceTable> topics() {
    Properties properties = new Properties();
    properties.put("topic.prefix", "gibsey");
    return (TopicNamingStrategy) new SchemaTopicNamingStrategy(properties);
  }

  @Test
  void aSegmentStaysUntilKafkaHoldsTheLetterThatTellsOfIt() throws InterruptedException {
    ReplayOffsets offsets = new ReplayOffsets(null);
    EmitRecords emit = new EmitRecords(queue, topics(), Map.of("cluster", "test"), offsets, ledger);
    SegmentFile segment = SegmentFile.of(Path.of("CommitLog-7-11.log")).orElseThrow();

    new DeadLetters(emit, "letters").skipped(segment, 100, 2);

    List<SourceRecord> records = queue.poll().stream().map(DataChangeEvent::getRecord).toList();
    assertThat(records).extracting(SourceRecord::topic).containsExactly("letters");
    assertThat(records.get(0).value().toString())
        .contains("UNREADABLE_MUTATION", "2 places behind byte 100 of segment CommitLog-7-11.log");
    assertThat(records.get(0).sourceOffset().get(EmitRecords.SEGMENT)).isEqualTo(11L);
    assertThat(ledger.settled(11)).isFalse();
    ledger.acknowledged(11);
    assertThat(ledger.settled(11)).isTrue();
  }
}
