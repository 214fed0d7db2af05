package org.gibsey.api.receipts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.gibsey.api.receipts.ErasureSources.TopicFacts;
import org.jspecify.annotations.Nullable;

/** What Kafka holds and for how long. Connects for each question, which are rare. */
final class KafkaPlaces {
  static final String DEAD_LETTERS = "memory.dead-letters";

  /** Most dead letters that are looked at. */
  private static final long MOST_LETTERS = 10_000;

  private final String brokers;
  private final String group;
  private final Duration deadline;

  KafkaPlaces(String brokers, String group, Duration deadline) {
    this.brokers = brokers;
    this.group = group;
    this.deadline = deadline;
  }

  TopicFacts facts(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      Config config =
          await(admin.describeConfigs(List.of(resource)).all()).getOrDefault(resource, none());
      long retention = Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG));
      return new TopicFacts(
          value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
          retention < 0 ? null : Duration.ofMillis(retention),
          Duration.ofMillis(Long.parseLong(value(config, TopicConfig.SEGMENT_MS_CONFIG))));
    }
  }

  private static Config none() {
    return new Config(List.of());
  }

  private static String value(Config config, String name) {
    if (config.get(name) == null) {
      throw new IllegalStateException("Kafka does not tell " + name);
    }
    return config.get(name).value();
  }

  Map<Integer, Long> ends(String topic) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> question = new HashMap<>();
      await(admin.describeTopics(List.of(topic)).allTopicNames())
          .values()
          .forEach(
              described ->
                  described
                      .partitions()
                      .forEach(
                          info ->
                              question.put(
                                  new TopicPartition(topic, info.partition()),
                                  OffsetSpec.latest())));
      Map<Integer, Long> ends = new HashMap<>();
      await(admin.listOffsets(question).all())
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    }
  }

  /** The job commits what its checkpoints hold, when they are complete. */
  boolean committedBehind(String topic, Map<Integer, Long> ends) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      return ends.entrySet().stream()
          .allMatch(
              end -> {
                @Nullable OffsetAndMetadata done =
                    committed.get(new TopicPartition(topic, end.getKey()));
                return end.getValue() == 0 || (done != null && done.offset() >= end.getValue());
              });
    }
  }

  @Nullable Integer deadLetters(String text, Instant since) {
    try (var consumer =
        new KafkaConsumer<>(
            consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(DEAD_LETTERS).stream()
              .map(info -> new TopicPartition(DEAD_LETTERS, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> starts = starts(consumer, partitions, ends, since);
      long letters =
          partitions.stream().mapToLong(p -> ends.getOrDefault(p, 0L) - starts.getOrDefault(p, 0L)).sum();
      return letters > MOST_LETTERS ? null : count(consumer, starts, ends, text);
    }
  }

  private static Map<TopicPartition, Long> starts(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Instant since) {
    Map<TopicPartition, @Nullable OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli())));
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      @Nullable OffsetAndTimestamp first = found.get(partition);
      starts.put(
          partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
    return starts;
  }

  private @Nullable Integer count(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      String text) {
    long until = System.nanoTime() + deadline.toNanos();
    int found = 0;
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    while (starts.keySet().stream()
        .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      if (System.nanoTime() - until > 0) {
        return null;
      }
      for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
        found += mentions(letter.value(), text) ? 1 : 0;
      }
    }
    return found;
  }

  /** A letter names the key of its row in plain text. */
  private static boolean mentions(byte @Nullable [] letter, String text) {
    return letter != null && new String(letter, StandardCharsets.UTF_8).contains(text);
  }

  private Admin admin() {
    int millis = (int) deadline.toMillis();
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
            AdminClientConfig.CLIENT_ID_CONFIG, "query-api-receipts",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis));
  }

  private Map<String, Object> consumerSettings() {
    int millis = (int) deadline.toMillis();
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
  }

  private <T> T await(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }
}
