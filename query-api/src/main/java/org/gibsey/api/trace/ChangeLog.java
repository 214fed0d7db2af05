package org.gibsey.api.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for a row in Kafka, with a consumer of its own for each question, a few at once. */
final class ChangeLog {
  static final String PREFIX = "gibsey";
  static final String DEAD_LETTERS = "memory.dead-letters";

  private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
  private static final Duration DEADLINE = Duration.ofSeconds(4);
  private static final int AT_ONCE = 4;
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  private final String brokers;
  private final ChangeDecoder decoder;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  ChangeLog(String brokers, Collections collections) {
    this.brokers = brokers;
    this.decoder = new ChangeDecoder(collections);
  }

  LogFindings look(
      CollectionDefinition collection, RowKey key, Instant since, @Nullable SourcePosition known) {
    if (!permits.tryAcquire()) {
      throw new Problem(
          ProblemType.OVERLOADED, "At most " + AT_ONCE + " rows are traced at once; try again.");
    }
    RowRecords records = new RowRecords(collection, key, decoder);
    try (var consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      LogScan scan = new LogScan(consumer, System.nanoTime() + DEADLINE.toNanos());
      boolean allChanges = scan.changes(records, since, known);
      boolean allLetters = scan.letters(records, since);
      boolean complete = allChanges && allLetters;
      return new LogFindings(
          records.change(),
          records.refusal(),
          complete ? LogFindings.Reach.ALL : LogFindings.Reach.PART);
    } catch (KafkaException e) {
      LOG.warn("Kafka cannot be searched for a row: {}", e.toString());
      return LogFindings.UNAVAILABLE;
    } finally {
      permits.release();
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        brokers,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) DEADLINE.toMillis() / 2,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) DEADLINE.toMillis() / 2,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        100,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        FETCH_BYTES,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        FETCH_BYTES);
  }
}
