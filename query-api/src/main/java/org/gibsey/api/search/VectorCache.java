package org.gibsey.api.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of the texts embedded last. Readers who search as they type and ask the same question
 * again cost nothing. Safe for use by many threads; its arrays must not be changed.
 */
final class VectorCache {
  private static final float LOAD_FACTOR = 0.75f;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, float[]> vectors;

  /**
   * An empty cache.
   *
   * @param capacity texts to remember; the least recently used are forgotten first
   */
  VectorCache(int capacity) {
    this.vectors =
        new LinkedHashMap<>(capacity, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > capacity;
          }
        };
  }

  float @Nullable [] get(String text) {
    lock.lock();
    try {
      return vectors.get(text);
    } finally {
      lock.unlock();
    }
  }

  void put(String text, float[] vector) {
    lock.lock();
    try {
      vectors.put(text, vector);
    } finally {
      lock.unlock();
    }
  }
}
