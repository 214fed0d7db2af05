package org.gibsey.cdc;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import io.debezium.engine.format.KeyValueHeaderChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a connector's engine with its own producer, from start to end.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} may be called from another.
 */
final class EngineRun {
  private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);
  private static final Duration CLOSE_PRODUCER_WITHIN = Duration.ofSeconds(5);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable DebeziumEngine<?>> engine = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
  private volatile boolean stopping;

  /**
   * Runs the engine until it fails or is stopped.
   *
   * @param settings the engine's
   * @param producerSettings the producer's
   * @param publisher makes what publishes the batches, from the producer
   * @param onRunning called once the connector has started
   * @throws ConnectException if the engine has failed or ended without being stopped
   */
  void run(
      Properties settings,
      Map<String, Object> producerSettings,
      PublisherFactory publisher,
      Runnable onRunning) {
    try (ClosingProducer producer = new ClosingProducer(producerSettings)) {
      DebeziumEngine<ChangeEvent<String, String>> built =
          DebeziumEngine.create(
                  KeyValueHeaderChangeEventFormat.of(Json.class, Json.class, Json.class),
                  "io.debezium.embedded.async.ConvertingAsyncEngineBuilderFactory")
              .using(settings)
              // The engine looks at its flush interval only at the end of a batch, so the last one
              // before a pause, the end of a snapshot for instance, could stay unstored for hours.
              .using(OffsetCommitPolicy.always())
              .using(
                  (DebeziumEngine.CompletionCallback)
                      (success, message, failure) -> {
                        if (!success) {
                          error.set(failure == null ? new ConnectException(message) : failure);
                        }
                      })
              .using(
                  new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                      onRunning.run();
                    }
                  })
              .notifying(publisher.publisher(producer))
              .build();
      engine.set(built);
      if (!stopping) {
        built.run();
      }
    } finally {
      ended();
    }
    Throwable failure = error.get();
    if (!stopping) {
      throw new ConnectException(
          failure == null ? "The engine has ended by itself" : "The engine has failed", failure);
    }
  }

  /** The run is over, or will never begin: whoever waits for its end may go on. */
  void ended() {
    ended.countDown();
  }

  /**
   * Stops the engine and waits for its end.
   *
   * @param within how long to wait at most
   * @return false if it has not ended in that time
   * @throws InterruptedException if the caller is interrupted
   */
  boolean stop(Duration within) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + within.toNanos();
    do {
      DebeziumEngine<?> running = engine.get();
      if (running != null) {
        try {
          running.close();
        } catch (IllegalStateException e) {
          // It is starting its tasks, which cannot be interrupted, or has ended by itself.
          LOG.debug("The engine cannot be closed now: {}", e.getMessage());
        } catch (IOException e) {
          LOG.warn("The engine did not close cleanly", e);
        }
      }
    } while (!ended.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
    return ended.getCount() == 0;
  }

  /** Makes what publishes an engine's batches. */
  interface PublisherFactory {
    /** A publisher over a producer that lives as long as the run. */
    PublishBatch publisher(KafkaProducer<@Nullable String, @Nullable String> producer);
  }

  /** A producer that, when closed, sends what it still holds for a few seconds only. */
  private static final class ClosingProducer
      extends KafkaProducer<@Nullable String, @Nullable String> {
    ClosingProducer(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public void close() {
      close(CLOSE_PRODUCER_WITHIN);
    }
  }
}
