package org.gibsey.benchmarks.checkpoint;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.gibsey.row.EmbeddedRow;

/**
 * Hands rows to a job in this process, as many as are let through. One source of one subtask at a
 * time; a job that was restored goes on where its state says.
 */
final class RowFeed implements AutoCloseable {
  // The source is serialized: what it reads from can only be found again by a number.
  private static final Map<Long, RowFeed> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private final long id = NEXT.incrementAndGet();
  private final LongFunction<EmbeddedRow> rows;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private long allowed;
  private long acquired;
  private long emitted;
  private CompletableFuture<Void> waiting = CompletableFuture.completedFuture(null);

  /**
   * Opens a feed.
   *
   * @param rows the row of each number, from 0; called in the source's thread
   * @param start number of the first row, which the job's state knows, too
   */
  RowFeed(LongFunction<EmbeddedRow> rows, long start) {
    this.rows = rows;
    this.allowed = start;
    this.acquired = start;
    this.emitted = start;
    OPEN.put(id, this);
  }

  /** The source to define the job with. */
  Source<EmbeddedRow, ?, ?> source() {
    long feed = id;
    return new DataGeneratorSource<>(
        number -> of(feed).emit(number),
        Long.MAX_VALUE,
        parallelism -> (RateLimiter) () -> of(feed).acquire(),
        TypeInformation.of(EmbeddedRow.class));
  }

  /** Lets so many more rows through and waits until all of them have left the source. */
  void pass(long count) throws InterruptedException {
    lock.lock();
    try {
      allowed += count;
      if (!waiting.isDone() && acquired < allowed) {
        acquired++;
        waiting.complete(null);
      }
      while (emitted < allowed) {
        left.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    OPEN.remove(id);
  }

  private CompletionStage<Void> acquire() {
    lock.lock();
    try {
      if (acquired < allowed) {
        acquired++;
        return CompletableFuture.completedFuture(null);
      }
      waiting = new CompletableFuture<>();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private EmbeddedRow emit(long number) {
    EmbeddedRow row = rows.apply(number);
    lock.lock();
    try {
      emitted = number + 1;
      left.signalAll();
    } finally {
      lock.unlock();
    }
    return row;
  }

  private static RowFeed of(long id) {
    RowFeed feed = OPEN.get(id);
    if (feed == null) {
      throw new IllegalStateException("feed " + id + " is closed");
    }
    return feed;
  }
}
