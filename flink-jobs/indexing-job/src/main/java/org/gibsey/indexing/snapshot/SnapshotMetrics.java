package org.gibsey.indexing.snapshot;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What is measured of publishing. Written by one thread, read by any. */
final class SnapshotMetrics {
  private final Counter published = new ThreadSafeSimpleCounter();
  private final Counter bytes = new ThreadSafeSimpleCounter();
  private final Counter failures = new ThreadSafeSimpleCounter();
  private volatile long lastNanos;
  private volatile long lastTakenMillis = -1;

  /** Registers the metrics with an operator. */
  static SnapshotMetrics in(MetricGroup group) {
    SnapshotMetrics metrics = new SnapshotMetrics();
    group.counter("publishedSnapshots", metrics.published);
    group.counter("publishedSnapshotBytes", metrics.bytes);
    group.counter("failedSnapshots", metrics.failures);
    Gauge<Long> millis = () -> TimeUnit.NANOSECONDS.toMillis(metrics.lastNanos);
    group.gauge("lastSnapshotMillis", millis);
    Gauge<Long> age = metrics::ageMillis;
    group.gauge("snapshotAgeMillis", age);
    return metrics;
  }

  void published(long written, long nanos, long takenMillis) {
    bytes.inc(written);
    lastNanos = nanos;
    lastTakenMillis = takenMillis;
    // Last: who sees it counted sees the rest, too.
    published.inc();
  }

  void failed() {
    failures.inc();
  }

  long publishedCount() {
    return published.getCount();
  }

  long publishedBytes() {
    return bytes.getCount();
  }

  long failureCount() {
    return failures.getCount();
  }

  /** Age of what was published last in milliseconds, -1 before. */
  private long ageMillis() {
    long taken = lastTakenMillis;
    return taken < 0 ? -1 : System.currentTimeMillis() - taken;
  }
}
