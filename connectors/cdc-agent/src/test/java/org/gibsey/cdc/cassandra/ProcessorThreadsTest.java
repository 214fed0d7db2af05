package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.cassandra.AbstractProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProcessorThreadsTest {

  /** Waits for its latch, then fails. */
  private static final class Failing extends AbstractProcessor {
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch going = new CountDownLatch(1);
    private final CountDownLatch destroyed = new CountDownLatch(1);

    Failing() {
      super("failing", Duration.ZERO);
    }

    @Override
    public void process() throws InterruptedException, IOException {
      going.countDown();
      go.await();
      throw new IOException("disk gone");
    }

    @Override
    public void destroy() {
      destroyed.countDown();
    }
  }

  @Test
  void remembersWhatEndedAThread() throws Exception {
    Failing failing = new Failing();
    try (ProcessorThreads threads = new ProcessorThreads(List.of(failing))) {
      threads.start();
      assertThat(failing.going.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(threads.failure()).isNull();

      failing.go.countDown();

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (threads.failure() == null && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(threads.failure()).isInstanceOf(IOException.class).hasMessage("disk gone");
    }
  }

  @Test
  void stoppingIsNoFailure() throws Exception {
    Failing failing = new Failing();
    ProcessorThreads threads = new ProcessorThreads(List.of(failing));
    threads.start();
    assertThat(failing.going.await(10, TimeUnit.SECONDS)).isTrue();

    threads.close();

    assertThat(threads.failure()).isNull();
    assertThat(failing.destroyed.getCount()).isZero();
  }
}
