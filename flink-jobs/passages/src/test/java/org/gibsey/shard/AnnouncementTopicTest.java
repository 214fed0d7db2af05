package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Both ends of the topic of announcements, on Kafka's own in-memory clients. */
class AnnouncementTopicTest {
  private static final TopicPartition TOPIC = new TopicPartition("endpoints", 0);
  private static final ShardId SHARD_0 = new ShardId("pages", 0);
  private static final ShardId SHARD_1 = new ShardId("pages", 1);

  @Test
  void announcesEachShardUnderItsKeyAndTakesTheOffsetAsEpoch() throws Exception {
    var producer = producer(true);
    try (EndpointAnnouncer announcer = new EndpointAnnouncer(producer, TOPIC.topic())) {
      assertThat(announcer.announce(List.of(at(SHARD_0, 9100), at(SHARD_1, 9100))))
          .isEqualTo(Map.of(SHARD_0, 0L, SHARD_1, 1L));
      assertThat(announcer.announce(List.of(at(SHARD_1, 9101)))).isEqualTo(Map.of(SHARD_1, 2L));
    }

    ProducerRecord<String, String> first = producer.history().get(0);
    assertThat(first.key()).isEqualTo("pages/0");
    assertThat(first.value())
        .isEqualTo(
            "{\"collection\":\"pages\",\"shard\":0,\"shards\":2,\"indexVersion\":\"v1\","
                + "\"host\":\"127.0.0.1\",\"port\":9100}");
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void failsWhenKafkaDoesNotTakeAnAnnouncement() {
    var producer = producer(false);
    producer.sendException = new TimeoutException("no broker");

    try (EndpointAnnouncer announcer = new EndpointAnnouncer(producer, TOPIC.topic())) {
      assertThatThrownBy(() -> announcer.announce(List.of(at(SHARD_0, 9100))))
          .hasMessageContaining("no broker");
    }
  }

  @Test
  void followsTheTopicFromItsBeginning() {
    MockConsumer<String, String> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(TOPIC, 0L));
    consumer.updateEndOffsets(Map.of(TOPIC, 4L));
    consumer.schedulePollTask(
        () -> {
          add(consumer, 0, "pages/0", at(SHARD_0, 9100).toJson());
          add(consumer, 1, "pages/1", "not json");
          add(consumer, 2, "pages/1", at(SHARD_1, 9102).toJson());
          add(consumer, 3, "pages/0", at(SHARD_0, 9103).toJson());
        });
    EndpointDirectory directory = new EndpointDirectory();

    try (EndpointListener listener =
        EndpointListener.start(() -> consumer, TOPIC.topic(), directory)) {
      assertThat(listener).isNotNull();
      awaitReady(directory);
    }

    assertThat(directory.of("pages").shards())
        .extracting(endpoint -> Objects.requireNonNull(endpoint).announcement().port())
        .containsExactly(9103, 9102);
    assertThat(Objects.requireNonNull(directory.endpoint(SHARD_0)).epoch()).isEqualTo(3);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void forgetsShardWhoseAnnouncementWasWithdrawn() {
    MockConsumer<String, String> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(TOPIC, 0L));
    consumer.updateEndOffsets(Map.of(TOPIC, 2L));
    consumer.schedulePollTask(
        () -> {
          add(consumer, 0, "pages/0", at(SHARD_0, 9100).toJson());
          add(consumer, 1, "pages/0", null);
        });
    EndpointDirectory directory = new EndpointDirectory();

    try (EndpointListener listener =
        EndpointListener.start(() -> consumer, TOPIC.topic(), directory)) {
      assertThat(listener).isNotNull();
      await(directory, directory::isCaughtUp);
    }

    assertThat(directory.all()).isEmpty();
  }

  @Test
  void readsAnnouncementsOfReleasesThatToldNoVersion() {
    assertThat(
            Announcement.ofJson(
                "{\"collection\":\"pages\",\"shard\":0,\"shards\":2,\"host\":\"127.0.0.1\",\"port\":9100}"))
        .isEqualTo(new Announcement(SHARD_0, 2, "", "127.0.0.1", 9100));
    assertThat(Announcement.ofJson(at(SHARD_1, 9101).toJson())).isEqualTo(at(SHARD_1, 9101));
  }

  private static void awaitReady(EndpointDirectory directory) {
    await(directory, directory::isReady);
  }

  private static void await(EndpointDirectory directory, BooleanSupplier done) {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    Runnable look =
        () -> {
          if (done.getAsBoolean()) {
            reached.complete(null);
          }
        };
    Object ticket = directory.listen(look);
    look.run();
    assertThat(reached).succeedsWithin(Duration.ofSeconds(30));
    directory.forget(ticket);
  }

  private static MockProducer<String, String> producer(boolean acknowledges) {
    return new MockProducer<>(acknowledges, null, new StringSerializer(), new StringSerializer());
  }

  private static void add(
      MockConsumer<String, String> consumer, long offset, String key, @Nullable String value) {
    consumer.addRecord(new ConsumerRecord<>(TOPIC.topic(), 0, offset, key, value));
  }

  private static Announcement at(ShardId shard, int port) {
    return new Announcement(shard, 2, "v1", "127.0.0.1", port);
  }
}
