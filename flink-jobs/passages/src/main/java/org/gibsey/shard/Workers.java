package org.gibsey.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server's threads for calls: a fixed number, with a bounded queue before them.
 *
 * <p>A call that has several things to do does them one after the other, and has threads that are
 * idle at that moment help. So a lone call is as fast as all cores, and many calls at once cost no
 * more than their work.
 */
final class Workers implements AutoCloseable {
  // At some milliseconds for each, even the last in the queue waits for less than a deadline.
  private static final int MOST_WAITING = 256;

  private final ThreadPoolExecutor threads;
  private final AtomicInteger busy = new AtomicInteger();

  Workers(int count, ThreadFactory factory) {
    threads =
        new ThreadPoolExecutor(
            count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), factory);
  }

  /**
   * Runs a call once a thread is free.
   *
   * @throws RejectedExecutionException when too many wait already, or this is closed
   */
  void execute(Runnable call) {
    threads.execute(
        () -> {
          busy.incrementAndGet();
          try {
            call.run();
          } finally {
            busy.decrementAndGet();
          }
        });
  }

  /**
   * Does all parts of a call; called by one of the threads.
   *
   * @return the results in the order of the parts
   * @throws ExecutionException when a part failed
   */
  <R> List<R> all(List<? extends Callable<R>> parts)
      throws ExecutionException, InterruptedException {
    List<FutureTask<R>> tasks = new ArrayList<>(parts.size());
    parts.forEach(part -> tasks.add(new FutureTask<>(part)));
    // Running a task that somebody else began does nothing.
    Runnable doWhatIsLeft = () -> tasks.forEach(FutureTask::run);
    int helpers = Math.min(parts.size() - 1, threads.getMaximumPoolSize() - busy.get());
    for (int i = 0; i < helpers; i++) {
      try {
        execute(doWhatIsLeft);
      } catch (RejectedExecutionException e) {
        break; // nobody is idle after all
      }
    }
    doWhatIsLeft.run();
    List<R> results = new ArrayList<>(parts.size());
    for (FutureTask<R> task : tasks) {
      results.add(task.get());
    }
    return results;
  }

  /** Takes no more calls and lets the running ones end. */
  @Override
  public void close() {
    threads.shutdown();
  }

  /** Whether all calls ended within some time after {@link #close}. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return threads.awaitTermination(seconds, TimeUnit.SECONDS);
  }
}
