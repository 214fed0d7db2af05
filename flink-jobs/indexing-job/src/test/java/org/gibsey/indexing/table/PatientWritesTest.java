package org.gibsey.indexing.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.exceptions.AuthenticationException;
import com.datastax.driver.core.exceptions.InvalidQueryException;
import com.datastax.driver.core.exceptions.NoHostAvailableException;
import com.datastax.driver.core.exceptions.OperationTimedOutException;
import dev.failsafe.FailsafeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.Futures;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PatientWritesTest {
  private static final InetSocketAddress NODE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9042);

  private final SimpleCounter repeated = new SimpleCounter();
  private final Outage outage = new Outage("test", repeated);
  private final PatientWrites writes = new PatientWrites("test", outage);
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void close() {
    writes.close();
  }

  @Test
  void repeatsAWriteUntilItSucceeds() throws Exception {
    ListenableFuture<ResultSet> write = writes.write(failing(3, away()));

    assertThat(write.get()).isNull();
    assertThat(attempts).hasValue(4);
    assertThat(repeated.getCount()).isEqualTo(3);
    assertThat(outage.lasts()).isFalse();
  }

  @Test
  void saysThatItWaitsWhileItDoes() throws Exception {
    ListenableFuture<ResultSet> write =
        writes.write(failing(Integer.MAX_VALUE, new OperationTimedOutException(null)));

    while (!outage.lasts()) {
      Thread.onSpinWait();
    }
    assertThat(write.isDone()).isFalse();
    writes.giveUp();
    assertThat(write.get(5, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void failsAtOnceOnWhatNoRepetitionHeals() {
    ListenableFuture<ResultSet> write =
        writes.write(failing(9, new InvalidQueryException("Undefined column name embedding")));

    assertThatThrownBy(write::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(InvalidQueryException.class);
    assertThat(attempts).hasValue(1);
    assertThat(repeated.getCount()).isZero();
  }

  @Test
  void tellsAMissingNodeFromARefusedPassword() {
    assertThat(Repeatable.is(away())).isTrue();
    assertThat(
            Repeatable.is(
                new NoHostAvailableException(
                    Map.of(() -> NODE, new AuthenticationException(NODE, "no such role")))))
        .isFalse();
    assertThat(Repeatable.is(new IllegalStateException("a bug"))).isFalse();
  }

  @Test
  void waitsForTheFirstConnection() {
    writes.connect(
        () -> {
          if (attempts.incrementAndGet() < 3) {
            throw away();
          }
        });

    assertThat(attempts).hasValue(3);
    assertThat(outage.lasts()).isFalse();
  }

  @Test
  void anInterruptEndsTheWaitForAConnection() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                writes.connect(
                    () -> {
                      throw away();
                    }))
        .isInstanceOf(FailsafeException.class)
        .hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static RuntimeException away() {
    return new NoHostAvailableException(Map.of());
  }

  private Supplier<ListenableFuture<ResultSet>> failing(int times, RuntimeException failure) {
    return () ->
        attempts.incrementAndGet() > times
            ? Futures.immediateFuture(null)
            : Futures.immediateFailedFuture(failure);
  }
}
