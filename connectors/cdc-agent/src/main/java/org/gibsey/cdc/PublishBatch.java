package org.gibsey.cdc;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the engine's batches: a record counts as processed when Kafka has acknowledged it, and
 * not before.
 *
 * <p>While Kafka is away it waits, for ever if need be, and says so. A record that Kafka will never
 * take because of its size goes to the dead letters. Any other refusal ends the engine.
 *
 * <p>Confined to the engine's polling thread.
 */
final class PublishBatch implements DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>> {
  private static final Logger LOG = LoggerFactory.getLogger(PublishBatch.class);
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Producer<@Nullable String, @Nullable String> producer;
  private final String deadLetters;
  private final ConnectorStats stats;
  private final WaitLog waitLog;

  /**
   * Creates a consumer for one run of an engine.
   *
   * @param producer idempotent; closed by the caller
   * @param deadLetters topic for events that are too large
   * @param stats counts what is sent and acknowledged
   * @param waitLog told when an acknowledgement takes long
   */
  PublishBatch(
      Producer<@Nullable String, @Nullable String> producer,
      String deadLetters,
      ConnectorStats stats,
      WaitLog waitLog) {
    this.producer = producer;
    this.deadLetters = deadLetters;
    this.stats = stats;
    this.waitLog = waitLog;
  }

  /**
   * Sends a batch and waits for its acknowledgements.
   *
   * @throws InterruptedException if the engine is stopped meanwhile; what is not acknowledged then
   *     is read again by the next run
   * @throws ConnectException if Kafka refuses a record for another reason than its size
   */
  @Override
  public void handleBatch(
      List<ChangeEvent<String, String>> batch,
      DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> committer)
      throws InterruptedException {
    List<Sent> inFlight = new ArrayList<>(batch.size());
    for (ChangeEvent<String, String> event : batch) {
      stats.onSent();
      ProducerRecord<@Nullable String, @Nullable String> record =
          new ProducerRecord<>(event.destination(), partition(event), event.key(), event.value());
      inFlight.add(new Sent(event, record, send(record)));
    }
    for (Sent sent : inFlight) {
      if (acknowledged(sent.acknowledgement())) {
        stats.onAcknowledged();
      } else {
        replaceByDeadLetter(sent.record());
      }
      committer.markProcessed(sent.event());
    }
    committer.markBatchFinished();
  }

  @Override
  public boolean supportsTombstoneEvents() {
    return true;
  }

  private void replaceByDeadLetter(ProducerRecord<@Nullable String, @Nullable String> record)
      throws InterruptedException {
    String letter = DeadLetter.tooLarge(record, Instant.now());
    if (!acknowledged(send(new ProducerRecord<>(deadLetters, letter)))) {
      throw new ConnectException("Kafka refuses a dead letter of " + letter.length() + " chars");
    }
    stats.onDeadLetter();
    LOG.warn("An event for {} was too large and became a dead letter", record.topic());
  }

  /** Null leaves it to the producer, which decides by the whole key. */
  private @Nullable Integer partition(ChangeEvent<String, String> event)
      throws InterruptedException {
    if (event.partition() != null || event.key() == null) {
      return event.partition();
    }
    for (Header<String> header : event.<String>headers()) {
      if (header.getKey().equals(PartitionColumns.HEADER)) {
        int partitions = partitions(event.destination());
        return partitions == 0
            ? null
            : PartitionColumns.ofJson(header.getValue())
                .partition(event.key(), partitions)
                .orElse(null);
      }
    }
    return null;
  }

  /** How many partitions a topic has, which only Kafka can tell. */
  private int partitions(String topic) throws InterruptedException {
    while (true) {
      stats.onWaitBegan();
      try {
        int partitions = producer.partitionsFor(topic).size();
        stats.onWaitOver();
        return partitions;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        waitLog.waiting(stats.waiting());
      } catch (InterruptException e) {
        throw interrupted(e);
      }
    }
  }

  /** Hands a record to the producer. Records keep their order: one is not passed over. */
  private Future<RecordMetadata> send(ProducerRecord<@Nullable String, @Nullable String> record)
      throws InterruptedException {
    while (true) {
      Future<RecordMetadata> acknowledgement;
      stats.onWaitBegan(); // it may block for max.block.ms
      try {
        acknowledgement = producer.send(record);
      } catch (InterruptException e) {
        throw interrupted(e);
      }
      // Not even accepted within max.block.ms: no metadata from Kafka, or a full buffer.
      if (acknowledgement.isDone()
          && failureOf(acknowledgement)
              instanceof org.apache.kafka.common.errors.TimeoutException) {
        waitLog.waiting(stats.waiting());
        continue;
      }
      stats.onWaitOver();
      return acknowledgement;
    }
  }

  /** Waits until Kafka has taken a record; false if it never will because of its size. */
  private boolean acknowledged(Future<RecordMetadata> acknowledgement) throws InterruptedException {
    stats.onWaitBegan();
    while (true) {
      try {
        acknowledgement.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        stats.onWaitOver();
        waitLog.over();
        return true;
      } catch (TimeoutException e) {
        waitLog.waiting(stats.waiting());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RecordTooLargeException
            || e.getCause() instanceof RecordBatchTooLargeException) {
          stats.onWaitOver();
          return false;
        }
        throw new ConnectException("Kafka has refused a record", e.getCause());
      }
    }
  }

  private static @Nullable Throwable failureOf(Future<RecordMetadata> done)
      throws InterruptedException {
    try {
      done.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted(); // the checked exception carries it from here
    InterruptedException interrupted = new InterruptedException("Stopped while waiting for Kafka");
    interrupted.initCause(e);
    return interrupted;
  }

  /** A record between the producer and Kafka's acknowledgement. */
  private record Sent(
      ChangeEvent<String, String> event,
      ProducerRecord<@Nullable String, @Nullable String> record,
      Future<RecordMetadata> acknowledgement) {}
}
