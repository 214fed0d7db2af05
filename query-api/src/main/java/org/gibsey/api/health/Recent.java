package org.gibsey.api.health;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is costly to find out and may be a moment old: however many ask, it is found out at
 * most once per moment. Safe for use by many threads.
 */
final class Recent<T> implements Supplier<T> {
  private final Supplier<T> source;
  private final long maxAgeNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable T value;
  private long foundOut;

  Recent(Duration maxAge, Supplier<T> source) {
    this.maxAgeNanos = maxAge.toNanos();
    this.source = source;
  }

  @Override
  public T get() {
    lock.lock();
    try {
      @Nullable T known = value;
      if (known == null || System.nanoTime() - foundOut > maxAgeNanos) {
        known = source.get();
        value = known;
        foundOut = System.nanoTime();
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}
