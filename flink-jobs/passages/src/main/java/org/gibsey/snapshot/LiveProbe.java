package org.gibsey.snapshot;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.ShardsUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which collections have no live shards, and asks these again and again until they have. Its
 * thread sleeps while there are none.
 */
final class LiveProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveProbe.class);

  // Together far below the two seconds within which answers shall be live again.
  private static final Duration TIME_FOR_ANSWER = Duration.ofMillis(300);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PassageSearch live;
  private final Thread thread;
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  private LiveProbe(PassageSearch live) {
    this.live = live;
    this.thread = Thread.ofPlatform().name("live-probe").daemon(true).unstarted(this::run);
  }

  static LiveProbe start(PassageSearch live) {
    LiveProbe probe = new LiveProbe(live);
    probe.thread.start();
    return probe;
  }

  boolean isDown(String collection) {
    return down.contains(collection);
  }

  /** Says that the live shards of a collection did not answer. */
  void down(String collection, ShardsUnavailableException reason) {
    if (!down.add(collection)) {
      return;
    }
    LOG.warn(
        "The shards of {} do not answer, its snapshot does: {}", collection, reason.getMessage());
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread after the question under way. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      // It asks one last question at most, which ends by itself.
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (awaitDown()) {
        down.removeIf(this::answers);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  /** Waits until something is down, and then a little; false when closed. */
  private boolean awaitDown() throws InterruptedException {
    lock.lock();
    try {
      while (down.isEmpty() && !closed) {
        changed.await();
      }
      long left = PAUSE.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether every shard answers a question that costs next to nothing. */
  private boolean answers(String collection) {
    try {
      live.search(
          new SearchQuery(
              collection,
              SearchMode.TEXT,
              "probe",
              null,
              null,
              RowFilter.NONE,
              1,
              TIME_FOR_ANSWER));
      LOG.info("The shards of {} answer again", collection);
      return true;
    } catch (ShardsUnavailableException e) {
      LOG.debug("The shards of {} do not answer yet", collection, e);
      return false;
    } catch (RuntimeException e) {
      // The thread must outlive whatever a shard that is half there makes of the question.
      LOG.warn("The shards of {} could not be asked", collection, e);
      return false;
    }
  }
}
