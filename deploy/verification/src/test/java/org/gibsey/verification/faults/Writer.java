package org.gibsey.verification.faults;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes without end in a thread of its own: first a burst, then at a steady pace. A write that
 * fails is written again until Cassandra takes it.
 */
final class Writer {
  /** Written as fast as Cassandra takes them, so that the pipeline has a backlog. */
  static final int BURST = 150;

  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration BACK_OFF = Duration.ofMillis(200);
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
  private static final Duration LONGEST_END = Duration.ofMinutes(6);

  private final CqlSession session;
  private final Writes writes;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Set<PageKey> keys = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile boolean cancelled;

  Writer(CqlSession session, Writes writes) {
    this.session = session;
    this.writes = writes;
  }

  void start() {
    Thread.ofPlatform()
        .daemon()
        .name("workload")
        .start(
            () -> {
              try {
                writeOn();
                end.complete(null);
              } catch (Throwable failure) { // The test that waits for the end throws it.
                end.completeExceptionally(failure);
              }
            });
  }

  /** Writes that Cassandra acknowledged. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Attempts that failed. */
  int refused() {
    return refused.get();
  }

  /** Rows that an acknowledged write named. */
  Set<PageKey> keys() {
    return keys;
  }

  /** Whether it still writes; throws what ended it, if that was a failure. */
  boolean alive() {
    if (end.isDone()) {
      end.join();
    }
    return !end.isDone();
  }

  /** Ends after the write at hand. */
  void stop() throws Exception {
    stopped = true;
    end.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends at once, whether the write at hand was taken or not. */
  void cancel() {
    cancelled = true;
    stopped = true;
  }

  private void writeOn() {
    while (!stopped) {
      Write write = writes.next();
      write(write.statement());
      keys.addAll(write.keys());
      if (acknowledged.get() > BURST) {
        LockSupport.parkNanos(PACE.toNanos());
      }
    }
  }

  /** Writes one statement, again and again until Cassandra takes it. */
  void write(Statement<?> statement) {
    long end = System.nanoTime() + LONGEST_OUTAGE.toNanos();
    while (!attempt(statement) && !cancelled) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Cassandra took no write for " + LONGEST_OUTAGE);
      }
      LockSupport.parkNanos(BACK_OFF.toNanos());
    }
  }

  private boolean attempt(Statement<?> statement) {
    try {
      session.execute(statement);
      acknowledged.incrementAndGet();
      return true;
    } catch (QueryValidationException wrong) {
      throw wrong;
    } catch (DriverException failed) {
      refused.incrementAndGet();
      return false;
    }
  }
}
