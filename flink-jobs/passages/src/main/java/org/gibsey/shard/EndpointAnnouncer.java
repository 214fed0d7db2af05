package org.gibsey.shard;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Announces on a compacted topic where shards are served. */
public final class EndpointAnnouncer implements AutoCloseable {
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<String, String> producer;
  private final String topic;

  /**
   * @param producer sends the announcements; closed with this
   * @param topic compacted topic with one partition
   */
  public EndpointAnnouncer(Producer<String, String> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Makes an announcer with a producer of its own.
   *
   * @param kafka bootstrap servers, {@code host:port[,host:port...]}
   */
  public static EndpointAnnouncer connect(String kafka, String topic) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            DELIVERY_TIMEOUT.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) DELIVERY_TIMEOUT.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);
    return new EndpointAnnouncer(
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()), topic);
  }

  /**
   * Announces shards and waits until Kafka has them all.
   *
   * @return the epoch of each shard: the offset of its announcement
   * @throws IllegalStateException when Kafka didn't take an announcement within 30 s
   */
  public Map<ShardId, Long> announce(List<Announcement> announcements) throws InterruptedException {
    Map<ShardId, Future<RecordMetadata>> sent = new HashMap<>();
    for (Announcement announcement : announcements) {
      String key = announcement.shard().toString();
      sent.put(
          announcement.shard(),
          producer.send(new ProducerRecord<>(topic, 0, key, announcement.toJson())));
    }
    Map<ShardId, Long> epochs = new HashMap<>();
    for (Map.Entry<ShardId, Future<RecordMetadata>> one : sent.entrySet()) {
      epochs.put(one.getKey(), offset(one.getKey(), one.getValue()));
    }
    return epochs;
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private long offset(ShardId shard, Future<RecordMetadata> sent) throws InterruptedException {
    try {
      // The producer gives up by itself after the same time; this is for one that hangs.
      return sent.get(2 * DELIVERY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).offset();
    } catch (ExecutionException e) {
      throw notAnnounced(shard, e.getCause());
    } catch (TimeoutException e) {
      throw notAnnounced(shard, e);
    }
  }

  private IllegalStateException notAnnounced(ShardId shard, @Nullable Throwable cause) {
    return new IllegalStateException(
        "shard %s could not be announced on topic %s".formatted(shard, topic), cause);
  }
}
