package org.gibsey.tools.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Counts messages by their offsets, without reading them. */
public final class TopicOffsets {

  private final KafkaOptions kafka;
  private final Admin admin;

  public TopicOffsets(KafkaOptions kafka, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
  }

  /** Messages in a topic. An upper bound for a compacted one. */
  public long count(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    return sum(at(partitions, OffsetSpec.latest())) - sum(at(partitions, OffsetSpec.earliest()));
  }

  /**
   * Messages in a topic that come after what the group committed; all of them if it did nothing
   * yet.
   */
  public long behind(String group, String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = at(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = at(partitions, OffsetSpec.earliest());
    Map<TopicPartition, OffsetAndMetadata> committed =
        kafka.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    long behind = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata done = committed.get(partition);
      // What Kafka no longer has cannot be read.
      long first = starts.getOrDefault(partition, 0L);
      long next = done == null ? first : Math.max(first, done.offset());
      behind += Math.max(0, ends.getOrDefault(partition, 0L) - next);
    }
    return behind;
  }

  private List<TopicPartition> partitions(String topic) {
    return kafka.await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .flatMap(described -> described.partitions().stream())
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> at(List<TopicPartition> partitions, OffsetSpec where) {
    Map<TopicPartition, OffsetSpec> question = new LinkedHashMap<>();
    partitions.forEach(partition -> question.put(partition, where));
    Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    kafka
        .await(admin.listOffsets(question).all())
        .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
    return offsets;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
