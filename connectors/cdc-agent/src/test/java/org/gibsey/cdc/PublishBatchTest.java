package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Kafka's own stand-in for a producer decides here when, and whether, a record is acknowledged. */
final class PublishBatchTest {
  private final MockProducer<@Nullable String, @Nullable String> kafka =
      new MockProducer<>(
          Cluster.empty(), false, null, new StringSerializer(), new StringSerializer());
  private final ConnectorStats stats = new ConnectorStats();
  private final Committed committed = new Committed();
  private final PublishBatch publish =
      new PublishBatch(
          kafka,
          "memory.dead-letters",
          stats,
          new WaitLog(LoggerFactory.getLogger(PublishBatchTest.class), "c", "Kafka"));

  private static ChangeEvent<String, String> event(String key) {
    return new TestEvent(key, "{\"op\":\"i\"}");
  }

  private CompletableFuture<Void> handle(List<ChangeEvent<String, String>> batch) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            publish.handleBatch(batch, committed);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void awaitSent(int records) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (kafka.history().size() < records && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(kafka.history()).hasSize(records);
  }

  private void awaitWaiting(long records) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (stats.waiting() != records && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(stats.waiting()).isEqualTo(records);
  }

  @Test
  void marksARecordProcessedOnlyWhenKafkaHoldsIt() throws Exception {
    CompletableFuture<Void> handling = handle(List.of(event("1"), event("2")));
    awaitSent(2);
    assertThat(committed.keys).isEmpty();

    kafka.completeNext();
    awaitWaiting(1);
    assertThat(committed.batches).isZero();

    kafka.completeNext();
    handling.get(10, TimeUnit.SECONDS);
    assertThat(committed.keys).containsExactly("1", "2");
    assertThat(committed.batches).isEqualTo(1);
    assertThat(stats.acknowledged()).isEqualTo(2);
    assertThat(stats.lastAcknowledged()).isNotNull();
  }

  @Test
  void sendsARecordThatIsTooLargeToTheDeadLettersAndGoesOn() throws Exception {
    CompletableFuture<Void> handling = handle(List.of(event("{\"id\":\"1\"}"), event("2")));
    awaitSent(2);
    kafka.errorNext(new RecordTooLargeException("too large"));
    awaitSent(3);
    assertThat(committed.keys).isEmpty();

    kafka.completeNext();
    kafka.completeNext();
    handling.get(10, TimeUnit.SECONDS);

    ProducerRecord<@Nullable String, @Nullable String> letter = kafka.history().get(2);
    assertThat(letter.topic()).isEqualTo("memory.dead-letters");
    var json = RunningAgent.JSON.readTree(letter.value());
    assertThat(json.path("reason").asText()).isEqualTo("EVENT_TOO_LARGE");
    assertThat(json.path("detail").asText()).contains("10 bytes");
    assertThat(json.path("topic").asText()).isEqualTo("gibsey.ks.t");
    assertThat(json.path("row_key").asText()).isEqualTo("{\"id\":\"1\"}");
    assertThat(json.path("value_base64").isNull()).isTrue();
    assertThat(committed.keys).hasSize(2);
    assertThat(stats.deadLetters()).isEqualTo(1);
    assertThat(stats.waiting()).isZero();
  }

  @Test
  void endsTheEngineWhenKafkaRefusesARecordForAnotherReason() {
    CompletableFuture<Void> handling = handle(List.of(event("1")));
    awaitSent(1);
    kafka.errorNext(new AuthorizationException("not allowed"));

    assertThatThrownBy(() -> handling.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectException.class)
        .hasRootCauseInstanceOf(AuthorizationException.class);
    assertThat(committed.keys).isEmpty();
  }

  private record TestEvent(String key, String value) implements ChangeEvent<String, String> {
    @Override
    public String destination() {
      return "gibsey.ks.t";
    }

    @Override
    public @Nullable Integer partition() {
      return null;
    }
  }

  private static final class Committed
      implements DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> {
    private final List<String> keys = new ArrayList<>();
    private int batches;

    @Override
    public void markProcessed(ChangeEvent<String, String> record) {
      keys.add(record.key());
    }

    @Override
    public void markProcessed(
        ChangeEvent<String, String> record, DebeziumEngine.Offsets sourceOffsets) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markBatchFinished() {
      batches++;
    }

    @Override
    public DebeziumEngine.Offsets buildOffsets() {
      throw new UnsupportedOperationException();
    }
  }
}
