package org.gibsey.api.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's offsets say of the indexing job, without reading a message. */
final class KafkaProgress implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final Admin admin;
  private final String group;

  /**
   * A client; connects when it is asked.
   *
   * @param group the job's consumer group
   */
  KafkaProgress(String kafka, String group) {
    int millis = (int) DEADLINE.toMillis();
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                AdminClientConfig.CLIENT_ID_CONFIG, "query-api-progress",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis));
    this.group = group;
  }

  /**
   * Change events of a topic that the job has not finished with, as of its last checkpoint.
   *
   * @throws ExecutionException when the topic is not there, or Kafka is not
   */
  long behind(String topic) throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
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

  /** Messages of a topic, see {@link #behind}. */
  long count(String topic) throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = partitions(topic);
    return sum(offsets(partitions, OffsetSpec.latest()))
        - sum(offsets(partitions, OffsetSpec.earliest()));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private List<TopicPartition> partitions(String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    return await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .flatMap(described -> described.partitions().stream())
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec where)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, where));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listOffsets(question).all())
        .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
    return offsets;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <T> T await(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
  }
}
