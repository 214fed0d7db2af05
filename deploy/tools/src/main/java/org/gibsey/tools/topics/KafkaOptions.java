package org.gibsey.tools.topics;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.gibsey.shard.ShardClient;
import org.gibsey.tools.ToolException;
import picocli.CommandLine.Option;

/** Where Kafka is. A mixin for every command that asks it something. */
public final class KafkaOptions {

  private static final int PATIENCE_MS = 30_000;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:GIBSEY_KAFKA:-127.0.0.1:9092}",
      description = "Kafka's address (default: $GIBSEY_KAFKA, here ${DEFAULT-VALUE}).")
  private String address = "";

  /** A client for questions about topics and groups; the caller closes it. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2));
  }

  /** A consumer outside any group, which begins nowhere by itself; the caller closes it. */
  public Consumer<String, String> consumer() {
    return new KafkaConsumer<>(
        consumerSettings(), new StringDeserializer(), new StringDeserializer());
  }

  /** The same for messages that need not be text. */
  public Consumer<byte[], byte[]> bytesConsumer() {
    return new KafkaConsumer<>(
        consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A producer of anything that a topic takes; the caller closes it. A message that Kafka did not
   * acknowledge within {@value #PATIENCE_MS} ms has failed.
   */
  public Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            TopicLayout.MAX_MESSAGE_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MS / 2,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            PATIENCE_MS),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * The live shards of the index; the caller closes it.
   *
   * @param endpointTopic topic that announces the shards
   */
  public ShardClient shards(String endpointTopic) {
    return new ShardClient(address, endpointTopic);
  }

  private Map<String, Object> consumerSettings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        address,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        PATIENCE_MS,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        100);
  }

  /**
   * The result of a question to Kafka.
   *
   * @throws ToolException if Kafka does not answer, or answers with an error
   */
  public <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      if (cause instanceof TimeoutException) {
        throw new ToolException(
            "Kafka does not answer at " + address + " (deploy/up starts what is down)", failed);
      }
      throw new ToolException("Kafka at " + address + ": " + cause.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for Kafka", interrupted);
    }
  }
}
