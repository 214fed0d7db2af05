package org.gibsey.shard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the topic of announcements from its beginning and keeps a directory up to date. */
final class EndpointListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointListener.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int API_TIMEOUT_MILLIS = 5_000;

  private final Supplier<? extends Consumer<String, String>> consumers;
  private final TopicPartition partition;
  private final EndpointDirectory directory;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Consumer<String, String> current;

  private EndpointListener(
      Supplier<? extends Consumer<String, String>> consumers,
      String topic,
      EndpointDirectory directory) {
    this.consumers = consumers;
    this.partition = new TopicPartition(topic, 0);
    this.directory = directory;
    this.thread = Thread.ofPlatform().name("shard-endpoints").daemon(true).unstarted(this::run);
  }

  /** Starts to follow a topic in a thread of its own. */
  static EndpointListener start(String kafka, String topic, EndpointDirectory directory) {
    Map<String, Object> settings = settings(kafka);
    return start(
        () -> new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer()),
        topic,
        directory);
  }

  static EndpointListener start(
      Supplier<? extends Consumer<String, String>> consumers,
      String topic,
      EndpointDirectory directory) {
    EndpointListener listener = new EndpointListener(consumers, topic, directory);
    listener.thread.start();
    return listener;
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closed.countDown();
    Consumer<String, String> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      // The thread is on its way out and holds nothing that others need.
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosed()) {
      try (Consumer<String, String> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        LOG.debug("Woken up to close");
      } catch (OffsetOutOfRangeException e) {
        LOG.warn("Topic {} was made anew; all known endpoints are void", partition.topic());
        directory.reset();
      } catch (KafkaException e) {
        LOG.warn("Can't read shard endpoints from topic {}, will retry", partition.topic(), e);
        pause();
      }
    }
  }

  private void follow(Consumer<String, String> consumer) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    boolean caughtUp = false;
    while (!isClosed()) {
      if (!caughtUp && consumer.position(partition) >= end) {
        directory.caughtUp();
        caughtUp = true;
      }
      consumer.poll(POLL).forEach(this::note);
    }
  }

  private void note(ConsumerRecord<String, @Nullable String> record) {
    try {
      String value = record.value();
      if (value == null) {
        directory.withdrawn(ShardId.parse(record.key()), record.offset());
      } else {
        directory.announced(Announcement.ofJson(value), record.offset());
      }
    } catch (IllegalArgumentException e) {
      // Only servers write here; one bad record must not hide the shards announced after it.
      LOG.warn("Offset {} of topic {} is no announcement", record.offset(), record.topic(), e);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      if (closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Closed while waiting to retry");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private static Map<String, Object> settings(String kafka) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        // A topic that was made anew must be noticed: its epochs start again.
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        API_TIMEOUT_MILLIS,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        API_TIMEOUT_MILLIS);
  }
}
