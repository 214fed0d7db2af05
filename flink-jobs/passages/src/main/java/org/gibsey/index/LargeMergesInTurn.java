package org.gibsey.index;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy.OneMerge;
import org.apache.lucene.util.ThreadInterruptedException;

/**
 * Merges in threads of its own, as Lucene does, but large ones of all indexes of the process in
 * turn: half of the processors at most build graphs, and the others are left to writes and
 * searches. Small merges never wait, because a commit may wait for them.
 */
final class LargeMergesInTurn extends ConcurrentMergeScheduler {
  /** Building a graph of so many takes a second or more. */
  private static final int LARGE_DOCS = 4_000;

  private static final Semaphore TURNS =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  private static final long LOOK_AGAIN_MILLIS = 20;

  LargeMergesInTurn() {
    setMaxMergesAndThreads(4, 1);
    disableAutoIOThrottle();
  }

  @Override
  protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
    if (merge.totalNumDocs() < LARGE_DOCS) {
      super.doMerge(source, merge);
      return;
    }
    boolean mine = awaitTurn(merge);
    try {
      // An aborted merge ends here by itself.
      super.doMerge(source, merge);
    } finally {
      if (mine) {
        TURNS.release();
      }
    }
  }

  /** False when the merge was aborted: its index is being closed, and must not wait for others. */
  private static boolean awaitTurn(OneMerge merge) {
    try {
      while (!merge.isAborted()) {
        if (TURNS.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      throw new ThreadInterruptedException(e);
    }
  }
}
