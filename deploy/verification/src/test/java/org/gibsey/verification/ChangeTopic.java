package org.gibsey.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The change events of one table, from the first on; tombstones are left out. */
final class ChangeTopic implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final List<Change> seen = new ArrayList<>();

  ChangeTopic(String kafka, String table) {
    topic = "gibsey." + table;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "group.id",
                "test-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                "500"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Waits until so many events of a kind have arrived and returns all of them, oldest first. */
  List<Change> await(String claim, int atLeast, Predicate<Change> kind) throws Exception {
    Eventually.holds(
        claim,
        Stack.PATIENCE,
        () -> {
          poll();
          return seen.stream().filter(kind).count() >= atLeast;
        });
    return seen.stream().filter(kind).toList();
  }

  /** Waits for the first event of a kind. */
  Change first(String claim, Predicate<Change> kind) throws Exception {
    return await(claim, 1, kind).get(0);
  }

  /** Puts an event on the topic once more, with changes, where it was. */
  void resend(Change change, JsonNode key, JsonNode value) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic,
                change.partition(),
                JSON.writeValueAsBytes(key),
                JSON.writeValueAsBytes(value)))
        .get();
  }

  private void poll() throws IOException {
    for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(200))) {
      if (event.value() != null) {
        try {
          seen.add(
              new Change(
                  event.partition(), JSON.readTree(event.key()), JSON.readTree(event.value())));
        } catch (JsonProcessingException e) {
          // Another test's record, which is no event on purpose.
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }

  /** An event with its key and the partition it lies in. */
  record Change(int partition, JsonNode key, JsonNode value) {
    boolean snapshot() {
      return value.path("source").path("snapshot").asText().equals("true");
    }

    long writtenAt() {
      return value.path("source").path("ts_us").asLong();
    }

    String op() {
      return value.path("op").asText();
    }

    /** The names of the columns it carries, without those of the key. */
    List<String> cells() {
      List<String> cells = new ArrayList<>();
      value
          .path("after")
          .properties()
          .forEach(
              cell -> {
                if (!cell.getValue().isNull() && !key.has(cell.getKey())) {
                  cells.add(cell.getKey());
                }
              });
      return cells;
    }

    /** A column's {@code value}, {@code deletion_ts} and {@code set}. */
    JsonNode cell(String name) {
      return value.path("after").path(name);
    }
  }
}
