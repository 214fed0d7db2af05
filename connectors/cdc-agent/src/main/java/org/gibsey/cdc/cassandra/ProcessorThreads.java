package org.gibsey.cdc.cassandra;

import io.debezium.connector.cassandra.AbstractProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each of a connector's processors on its own thread and remembers the first failure, so that
 * the connector fails with it. Debezium's processor group only logs it and lets the connector idle.
 */
final class ProcessorThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorThreads.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final List<AbstractProcessor> processors;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;

  ProcessorThreads(List<AbstractProcessor> processors) {
    this.processors = List.copyOf(processors);
  }

  /**
   * Starts all threads.
   *
   * @throws Exception if a processor cannot be initialized; nothing runs then
   */
  void start() throws Exception {
    for (AbstractProcessor processor : processors) {
      processor.initialize();
    }
    for (AbstractProcessor processor : processors) {
      Thread thread = new Thread(() -> run(processor), "cassandra: " + processor.getName());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void run(AbstractProcessor processor) {
    Throwable cause;
    try {
      processor.start();
      cause = new IllegalStateException(processor.getName() + " has stopped by itself");
    } catch (Throwable e) { // an Error must not end the thread unnoticed either
      cause = e;
    }
    if (!stopping) {
      failure.compareAndSet(null, cause);
    }
  }

  /** What ended the first processor that ended by itself; null while all run. */
  @Nullable Throwable failure() {
    return failure.get();
  }

  /** Stops all threads, waiting for each a few seconds at most. */
  @Override
  public void close() {
    stopping = true;
    processors.forEach(AbstractProcessor::stop);
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      if (thread.isAlive()) {
        LOG.warn("Thread {} has not stopped within {}", thread.getName(), STOP_WITHIN);
      }
    }
    for (AbstractProcessor processor : processors) {
      try {
        processor.destroy();
      } catch (Exception e) {
        LOG.warn("Could not release what {} held", processor.getName(), e);
      }
    }
  }
}
