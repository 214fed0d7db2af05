package org.gibsey.benchmarks.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gibsey.shard.ShardsUnavailableException;

/**
 * Watches how long it takes from when a write leaves the feed to when a search finds it; follows
 * one write at a time and lets those that come meanwhile pass.
 */
final class FreshnessProbe implements PacedWriter.Sampled, AutoCloseable {
  private static final long POLL_MILLIS = 20;

  private final RowFeed feed;
  private final TestPassages passages;
  private final Visibility visibility;
  private final BlockingQueue<Write> next = new ArrayBlockingQueue<>(1);
  private final List<Long> nanos = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile Throwable failure = new IllegalStateException("not failed");
  private volatile boolean failed;

  private record Write(int place, int number, int version) {}

  private FreshnessProbe(RowFeed feed, TestPassages passages, Visibility visibility) {
    this.feed = feed;
    this.passages = passages;
    this.visibility = visibility;
    this.thread = Thread.ofPlatform().name("freshness-probe").daemon(true).unstarted(this::run);
  }

  static FreshnessProbe start(RowFeed feed, TestPassages passages, Visibility visibility) {
    FreshnessProbe probe = new FreshnessProbe(feed, passages, visibility);
    probe.thread.start();
    return probe;
  }

  @Override
  public void written(int place, int number, int version) {
    // One that is followed already is enough.
    var unused = next.offer(new Write(place, number, version));
  }

  /** Ends, and returns how long each followed write took. */
  List<Long> end() throws InterruptedException {
    close();
    if (failed) {
      throw new IllegalStateException("A write did not become searchable", failure);
    }
    return nanos;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }

  private void run() {
    try {
      while (!closed) {
        Write write = next.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (write != null) {
          nanos.add(follow(write));
          // What waited meanwhile has been under way for a while.
          next.clear();
        }
      }
    } catch (ShardsUnavailableException | InterruptedException | RuntimeException e) {
      failure = e;
      failed = true;
    }
  }

  private long follow(Write write) throws ShardsUnavailableException {
    var row = passages.row(write.number(), write.version()).row();
    visibility.await(row.rowKey(), row.writeTimeMicros());
    return System.nanoTime() - feed.left(write.place());
  }
}
