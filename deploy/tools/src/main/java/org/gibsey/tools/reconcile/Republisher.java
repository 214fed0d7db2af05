package org.gibsey.tools.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.gibsey.tools.ToolException;

/** Publishes events on a topic of changes. Not for use by several threads. */
final class Republisher {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /**
   * @param producer stays the caller's to close
   */
  Republisher(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  void publish(List<ChangeRecord> records) {
    records.forEach(
        record ->
            sent.add(producer.send(new ProducerRecord<>(topic, record.key(), record.value()))));
  }

  /**
   * Returns when Kafka has all that was published.
   *
   * @throws ToolException when it did not take a record
   */
  void flush() {
    producer.flush();
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new ToolException("Kafka did not take an event: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while publishing", e);
    } finally {
      sent.clear();
    }
  }
}
