package org.gibsey.indexing.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A start without Cassandra; a port where nothing listens stands for it. */
@Timeout(60)
final class PatientSinkTest {
  @Test
  void waitsForCassandraWhenItOpensAndEndsWhenItIsCancelled() throws Exception {
    OneInputStreamOperatorTestHarness<Tuple, Object> harness =
        new OneInputStreamOperatorTestHarness<>(
            new StreamSink<>(
                new PatientSink("sink", "SELECT 1", new CassandraCluster("127.0.0.1:1", "dc"))));
    harness.setup();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch opening = new CountDownLatch(1);
    Thread task =
        new Thread(
            () -> {
              opening.countDown();
              try {
                harness.open();
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    task.start();
    opening.await();

    // Several attempts long.
    assertThat(task.join(Duration.ofSeconds(2))).isFalse();
    task.interrupt();
    task.join(TimeUnit.SECONDS.toMillis(20));

    assertThat(task.isAlive()).isFalse();
    assertThatThrownBy(
            () -> {
              throw Objects.requireNonNull(failure.get());
            })
        .hasMessageContaining("interrupted while it waited for Cassandra");
    harness.close();
  }
}
