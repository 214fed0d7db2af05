package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;
import org.gibsey.change.Replay;
import org.gibsey.tools.ToolException;

/** Publishes events on a topic of changes. Not for use by several threads. */
final class Republisher {
  private static final String BY = "reconcile";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final List<String> partitionKey;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /**
   * @param producer stays the caller's to close
   * @param partitionKey columns of the key that decide a record's Kafka partition, in their order
   */
  Republisher(Producer<byte[], byte[]> producer, String topic, List<String> partitionKey) {
    this.producer = producer;
    this.topic = topic;
    this.partitionKey = List.copyOf(partitionKey);
  }

  void publish(List<ChangeRecord> records) {
    for (ChangeRecord record : records) {
      var again = new ProducerRecord<>(topic, partition(record), record.key(), record.value());
      // The job may know all that and yet have failed to make the row searchable.
      again.headers().add(Replay.HEADER, BY.getBytes(StandardCharsets.UTF_8));
      sent.add(producer.send(again));
    }
  }

  /** The one where the connector puts it: behind all earlier changes of its Cassandra partition. */
  private int partition(ChangeRecord record) {
    ObjectNode chosen = JSON.createObjectNode();
    try {
      JsonNode key = JSON.readTree(record.key());
      partitionKey.forEach(column -> chosen.set(column, key.get(column)));
    } catch (IOException e) {
      throw new IllegalArgumentException("a key that is not JSON", e);
    }
    int hash = Utils.murmur2(chosen.toString().getBytes(StandardCharsets.UTF_8));
    return Utils.toPositive(hash) % producer.partitionsFor(topic).size();
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
