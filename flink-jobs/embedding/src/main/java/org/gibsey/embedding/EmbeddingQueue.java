package org.gibsey.embedding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue from which workers take batches of texts of similar length.
 *
 * <p>The oldest request is in the next batch whatever its length, so that none starves. Nothing
 * waits for a batch to fill: while the workers compute, the queue does.
 */
final class EmbeddingQueue {
  /** Requests among which the oldest finds its neighbours. */
  static final int WINDOW = 64;

  private final int capacity;
  private final Deque<EmbeddingRequest> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition notEmpty = lock.newCondition();
  private boolean closed;

  EmbeddingQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds a request, holding the caller back while the queue is full.
   *
   * @return false when the queue is closed, and the request was not added
   */
  boolean put(EmbeddingRequest request) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.size() >= capacity && !closed) {
        notFull.await();
      }
      if (closed) {
        return false;
      }
      waiting.add(request);
      notEmpty.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for requests and takes a batch of them.
   *
   * @return in ascending length; empty when the queue was closed
   */
  List<EmbeddingRequest> take() {
    lock.lock();
    try {
      List<EmbeddingRequest> window = window();
      while (window.isEmpty() && !closed) {
        notEmpty.awaitUninterruptibly();
        window = window();
      }
      if (closed) {
        return List.of();
      }
      List<EmbeddingRequest> batch = LengthBatch.aroundFirst(window);
      waiting.removeAll(batch);
      notFull.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses requests from now on and gives back those that no worker took. */
  List<EmbeddingRequest> close() {
    lock.lock();
    try {
      closed = true;
      List<EmbeddingRequest> left = List.copyOf(waiting);
      waiting.clear();
      notFull.signalAll();
      notEmpty.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest requests, without those whose caller gave up meanwhile. */
  private List<EmbeddingRequest> window() {
    waiting.removeIf(request -> request.vector().isDone());
    return waiting.stream().limit(WINDOW).toList();
  }
}
