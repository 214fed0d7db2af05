package org.gibsey.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies on a topic. */
final class TopicRecords {
  private static final String INDEXING_GROUP = "memory-indexing";

  private final String kafka;
  private final String topic;

  TopicRecords(String kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Where each partition ends now. */
  Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer));
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /** All records from there to the present ends. */
  List<ConsumerRecord<byte[], byte[]>> since(Map<TopicPartition, Long> from) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      partitions.forEach(p -> consumer.seek(p, from.getOrDefault(p, 0L)));
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Waits until a checkpoint of the indexing job holds all that lies on the topic now. */
  void awaitIndexed() throws Exception {
    Map<TopicPartition, Long> ends = ends();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Eventually.holds(
          "a checkpoint behind " + ends,
          Stack.PATIENCE,
          () -> {
            Map<TopicPartition, OffsetAndMetadata> committed =
                admin
                    .listConsumerGroupOffsets(INDEXING_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                .allMatch(
                    end -> {
                      OffsetAndMetadata at = committed.get(end.getKey());
                      return end.getValue() == 0 || (at != null && at.offset() >= end.getValue());
                    });
          });
    }
  }
}
