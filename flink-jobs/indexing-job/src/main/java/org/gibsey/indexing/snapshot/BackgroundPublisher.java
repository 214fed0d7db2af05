package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gibsey.index.CommittedFile;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.ShardId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes in a thread of its own. It takes the newest completed checkpoint each time it is free;
 * those that completed meanwhile are skipped.
 */
public final class BackgroundPublisher implements SnapshotPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundPublisher.class);

  // Of checkpoints that neither completed nor were aborted; Flink may lose such a message.
  private static final int MOST_PENDING = 8;

  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(2);

  private final Path links;
  private final PublishCheckpoint publish;
  private final SnapshotMetrics metrics;
  private final Thread thread;

  /** The task's thread alone uses these. */
  private final Map<ShardId, HeldCommit> newest = new HashMap<>();

  private final TreeMap<Long, HeldCheckpoint> pending = new TreeMap<>();
  private long commits;
  private boolean cannotLink;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable HeldCheckpoint next;
  private boolean closed;

  private BackgroundPublisher(
      String name, Path links, PublishCheckpoint publish, SnapshotMetrics metrics) {
    this.links = links;
    this.publish = publish;
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  /** Starts the thread. */
  public static BackgroundPublisher start(SnapshotOptions options) {
    SnapshotMetrics metrics = SnapshotMetrics.in(options.metrics());
    PublishCheckpoint publish =
        new PublishCheckpoint(
            new SnapshotTarget(new org.apache.flink.core.fs.Path(options.root())),
            options.shards(),
            options.indexVersion(),
            options.epochs(),
            metrics);
    BackgroundPublisher publisher =
        new BackgroundPublisher(options.name(), options.links(), publish, metrics);
    publisher.thread.start();
    return publisher;
  }

  @Override
  public void committed(
      ShardId shard, Path directory, List<CommittedFile> files, @Nullable VectorSpace vectors) {
    HeldCommit held;
    try {
      commits++;
      held = HeldCommit.of(shard, directory, files, vectors, links.resolve(Long.toString(commits)));
    } catch (IOException | UnsupportedOperationException e) {
      metrics.failed();
      if (!cannotLink) {
        LOG.warn("The files of {} can't be held for a snapshot", shard, e);
      }
      cannotLink = true;
      held = null;
    }
    // An older commit must not be published as if it were this one.
    release(held == null ? newest.remove(shard) : newest.put(shard, held));
  }

  @Override
  public void taken(long checkpoint, long millis) {
    pending.put(checkpoint, HeldCheckpoint.of(checkpoint, millis, newest.values()));
    while (pending.size() > MOST_PENDING) {
      pending.pollFirstEntry().getValue().release();
    }
  }

  @Override
  public void completed(long checkpoint) {
    HeldCheckpoint completed = pending.remove(checkpoint);
    if (completed == null) {
      return;
    }
    // Flink completes checkpoints in their order: earlier ones are of no use any more.
    while (!pending.isEmpty() && pending.firstKey() < checkpoint) {
      pending.pollFirstEntry().getValue().release();
    }
    HeldCheckpoint skipped;
    lock.lock();
    try {
      skipped = next;
      next = completed;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (skipped != null) {
      skipped.release();
    }
  }

  @Override
  public void aborted(long checkpoint) {
    HeldCheckpoint aborted = pending.remove(checkpoint);
    if (aborted != null) {
      aborted.release();
    }
  }

  /** Stops the thread, and what it is doing. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    try {
      if (!thread.join(TIME_TO_CLOSE)) {
        LOG.warn("The publisher of snapshots is still busy {} after it was closed", TIME_TO_CLOSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        HeldCheckpoint checkpoint = take();
        if (checkpoint == null) {
          return;
        }
        try {
          publish.publish(checkpoint);
        } finally {
          checkpoint.release();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Closed");
    } catch (RuntimeException e) {
      LOG.error("Snapshots are published no more", e);
    }
  }

  /** The newest completed checkpoint, or null when closed. */
  private @Nullable HeldCheckpoint take() throws InterruptedException {
    lock.lock();
    try {
      while (next == null && !closed) {
        changed.await();
      }
      HeldCheckpoint taken = next;
      next = null;
      return closed ? null : taken;
    } finally {
      lock.unlock();
    }
  }

  private static void release(@Nullable HeldCommit commit) {
    if (commit != null) {
      commit.release();
    }
  }
}
