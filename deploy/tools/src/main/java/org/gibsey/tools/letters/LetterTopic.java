package org.gibsey.tools.letters;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.topics.KafkaOptions;

/** Reads letters, and the records that they are about. */
final class LetterTopic {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaOptions kafka;
  private final String topic;

  LetterTopic(KafkaOptions kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  String name() {
    return topic;
  }

  /**
   * Hands over all letters that there are now, oldest first, and none that comes meanwhile.
   *
   * @throws ToolException when there is no such topic, or Kafka does not answer
   */
  void forEach(Consumer<Letter> each) {
    try (var consumer = kafka.bytesConsumer()) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        throw new ToolException("there is no topic " + topic);
      }
      List<TopicPartition> partitions =
          infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      long lastHeard = System.nanoTime();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          lastHeard = System.nanoTime();
          TopicPartition from = new TopicPartition(topic, record.partition());
          if (record.offset() < ends.getOrDefault(from, 0L)) {
            each.accept(Letter.of(record));
          }
        }
        requireProgress(lastHeard);
      }
    }
  }

  /** The record at that place; empty when Kafka keeps it no longer. */
  Optional<ConsumerRecord<byte[], byte[]>> record(RecordPlace place) {
    try (var consumer = kafka.bytesConsumer()) {
      TopicPartition partition = new TopicPartition(place.topic(), place.partition());
      List<PartitionInfo> infos = consumer.partitionsFor(place.topic());
      if (infos == null || infos.stream().noneMatch(i -> i.partition() == place.partition())) {
        return Optional.empty();
      }
      consumer.assign(List.of(partition));
      long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      if (place.offset() < first || place.offset() >= end) {
        return Optional.empty();
      }
      consumer.seek(partition, place.offset());
      long began = System.nanoTime();
      while (consumer.position(partition) <= place.offset()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return record.offset() == place.offset() ? Optional.of(record) : Optional.empty();
        }
        requireProgress(began);
      }
      return Optional.empty();
    }
  }

  private static void requireProgress(long since) {
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new ToolException("Kafka does not hand over messages (deploy/up starts what is down)");
    }
  }
}
