package org.gibsey.shard;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tasks for a thread that waits for them. With it the callbacks of calls run in the thread that
 * made the calls: no other thread is woken, and nothing needs a lock.
 */
final class Mailbox implements Executor {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs all tasks that are there; waits for the first. */
  void run(long mostNanos) throws InterruptedException {
    @Nullable Runnable task = tasks.poll(mostNanos, TimeUnit.NANOSECONDS);
    while (task != null) {
      task.run();
      task = tasks.poll();
    }
  }
}
