package org.gibsey.cdc;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bugs that a run of the tests can be made to have, to see that they are found: {@code
 * -Dgibsey.planted-bug=offset-stored-early}.
 */
enum PlantedBug {
  NONE,
  /** A record counts as processed when it was handed to the producer. */
  OFFSET_STORED_EARLY;

  /** The one that the system property names; {@link #NONE} if it names none of these. */
  static PlantedBug ofThisRun() {
    return System.getProperty("gibsey.planted-bug", "").equals("offset-stored-early")
        ? OFFSET_STORED_EARLY
        : NONE;
  }

  /** The agent's own publisher, or one with this bug. */
  DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>> publisher(
      Producer<@Nullable String, @Nullable String> producer,
      String deadLetters,
      ConnectorStats stats,
      WaitLog waitLog) {
    return this == NONE
        ? new PublishBatch(producer, deadLetters, stats, waitLog)
        : new Early(producer);
  }

  private record Early(Producer<@Nullable String, @Nullable String> producer)
      implements DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>> {
    private static final Logger LOG = LoggerFactory.getLogger(Early.class);

    @Override
    public void handleBatch(
        List<ChangeEvent<String, String>> batch,
        DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> committer)
        throws InterruptedException {
      for (ChangeEvent<String, String> event : batch) {
        Future<?> unawaited =
            producer.send(
                new ProducerRecord<>(
                    event.destination(), event.partition(), event.key(), event.value()));
        LOG.trace("{}", unawaited);
        committer.markProcessed(event);
      }
      committer.markBatchFinished();
    }

    @Override
    public boolean supportsTombstoneEvents() {
      return true;
    }
  }
}
