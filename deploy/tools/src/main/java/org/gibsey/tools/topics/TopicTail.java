package org.gibsey.tools.topics;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.gibsey.tools.ToolException;

/** Reads a topic from its present end, or from its beginning. Not for use by several threads. */
public final class TopicTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final Consumer<String, String> consumer;

  private TopicTail(Consumer<String, String> consumer) {
    this.consumer = consumer;
  }

  /** Every message written after this call returns will be seen. */
  public static TopicTail fromNow(KafkaOptions kafka, String topic) {
    return open(kafka, topic, true);
  }

  static TopicTail fromBeginning(KafkaOptions kafka, String topic) {
    return open(kafka, topic, false);
  }

  private static TopicTail open(KafkaOptions kafka, String topic, boolean atEnd) {
    Consumer<String, String> consumer = kafka.consumer();
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      consumer.close();
      throw new ToolException("there is no topic " + topic);
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    if (atEnd) {
      consumer.seekToEnd(partitions);
    } else {
      consumer.seekToBeginning(partitions);
    }
    // Seeking is lazy: asking for the position is what fixes it.
    partitions.forEach(consumer::position);
    return new TopicTail(consumer);
  }

  /**
   * Hands messages over until {@code enough} says so.
   *
   * @return whether it did within the time
   */
  public boolean read(Duration patience, Predicate<ConsumerRecord<String, String>> enough) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, String> message : consumer.poll(POLL)) {
        if (enough.test(message)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
