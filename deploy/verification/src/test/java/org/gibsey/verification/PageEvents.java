package org.gibsey.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of {@code gibsey.pages}: reads it from where it is opened, and loses or forges events.
 */
final class PageEvents implements AutoCloseable {
  static final String NAME = "gibsey.gibsey.pages";

  private static final ObjectMapper JSON = new ObjectMapper();
  private final String kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<Event> seen = new ArrayList<>();

  /**
   * A message that is no tombstone.
   *
   * @param key the row's key
   * @param value the event
   */
  record Event(JsonNode key, JsonNode value) {
    /** Whether it is a change of that page with that {@code op}, from that {@code source.name}. */
    boolean is(String book, int page, String op, String source) {
      return key.path("book_id").asText().equals(book)
          && key.path("page_num").asInt() == page
          && value.path("op").asText().equals(op)
          && value.path("source").path("name").asText().equals(source);
    }
  }

  PageEvents(String kafka) {
    this.kafka = kafka;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "auto.offset.reset", "latest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(NAME).stream()
            .map(info -> new TopicPartition(NAME, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Waits for a change of that page with that {@code op}, from that {@code source.name}. */
  Event await(String book, int page, String op, String source) throws Exception {
    Eventually.holds(
        op + " of page " + page + " from " + source,
        Stack.PATIENCE,
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (record.value() != null) {
              seen.add(new Event(JSON.readTree(record.key()), JSON.readTree(record.value())));
            }
          }
          return seen.stream().anyMatch(event -> event.is(book, page, op, source));
        });
    return seen.stream()
        .filter(event -> event.is(book, page, op, source))
        .findFirst()
        .orElseThrow();
  }

  /** Throws away all that the topic holds, as retention does. */
  void loseEverything() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Map<TopicPartition, RecordsToDelete> all =
          consumer.endOffsets(partitions).entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue())));
      admin.deleteRecords(all).all().get();
    }
  }

  /** Publishes an insert of a text that Cassandra knows nothing of. */
  void forge(String book, int page, String text, long writeTimeMicros) throws Exception {
    byte[] key = JSON.writeValueAsBytes(Map.of("book_id", book, "page_num", page));
    String value =
        """
        {"ts_ms":1,"op":"u","source":{"ts_us":%d,"keyspace":"gibsey","table":"pages"},
        "after":{"text":{"value":"%s","deletion_ts":null,"set":true}}}
        """
            .formatted(writeTimeMicros, text);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(NAME, 0, key, value.getBytes(UTF_8))).get();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
