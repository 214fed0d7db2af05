package org.gibsey.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts raw events on topics and reads what the pipeline refused. */
final class DeadLetters implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<JsonNode> seen = new ArrayList<>();

  DeadLetters(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition("memory.dead-letters", 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Sends a raw event to partition 0 of a topic. */
  RecordMetadata send(String topic, byte[] key, byte[] value)
      throws ExecutionException, InterruptedException {
    return producer.send(new ProducerRecord<>(topic, 0, key, value)).get();
  }

  /** Waits for the dead letter of the event at this position. */
  JsonNode of(RecordMetadata event) throws Exception {
    return first(
        "a dead letter of " + event,
        letter ->
            letter.path("topic").asText().equals(event.topic())
                && letter.path("partition").asInt() == event.partition()
                && letter.path("offset").asLong() == event.offset());
  }

  /** Waits for a dead letter of this row with this reason. */
  JsonNode of(String reason, String rowKeyPart) throws Exception {
    return first(
        reason + " of " + rowKeyPart,
        letter ->
            letter.path("reason").asText().equals(reason)
                && letter.path("row_key").asText().contains(rowKeyPart));
  }

  private JsonNode first(String claim, java.util.function.Predicate<JsonNode> wanted)
      throws Exception {
    Eventually.holds(
        claim,
        Stack.PATIENCE,
        () -> {
          poll();
          return seen.stream().anyMatch(wanted);
        });
    return seen.stream().filter(wanted).findFirst().orElseThrow();
  }

  private void poll() throws IOException {
    for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
      seen.add(JSON.readTree(letter.value()));
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
