package org.gibsey.benchmarks.index;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.gibsey.indexing.index.AnnouncerFactory;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.EndpointDirectory;

/**
 * A topic of announcements in the memory of this process, whose only reader is a directory: there
 * is no Kafka in this benchmark.
 */
final class AnnouncementsInProcess extends MockProducer<String, String> {
  private static final Map<String, AnnouncementsInProcess> TOPICS = new ConcurrentHashMap<>();

  private final EndpointDirectory directory = new EndpointDirectory();

  private AnnouncementsInProcess() {
    super(true, null, new StringSerializer(), new StringSerializer());
    directory.caughtUp();
  }

  /** A directory that learns of everything that is announced on a topic. */
  static EndpointDirectory directory(String topic) {
    return topic(topic).directory;
  }

  /** Number of announcements on a topic. */
  static int count(String topic) {
    return topic(topic).history().size();
  }

  /** Announces on the topics of this process. */
  static AnnouncerFactory factory() {
    return (kafka, topic) -> new EndpointAnnouncer(topic(topic), topic);
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record) {
    long epoch = history().size();
    Future<RecordMetadata> sent = super.send(record);
    directory.announced(Announcement.ofJson(record.value()), epoch);
    return sent;
  }

  @Override
  public void close(Duration timeout) {
    // Stays open for the next attempt, as a topic would.
  }

  private static AnnouncementsInProcess topic(String topic) {
    return TOPICS.computeIfAbsent(topic, unused -> new AnnouncementsInProcess());
  }
}
