package org.gibsey.shard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gibsey.index.WordStatistics;
import org.gibsey.index.WordStatistics.FieldSize;
import org.gibsey.index.WordStatistics.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * How common words were in each collection when they were last asked for. Safe for use by many
 * threads.
 */
final class KnownWords {
  // At most about 2 MB for each collection.
  private static final int MOST_WORDS = 16_384;

  private static final float LOAD_FACTOR = 0.75f;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, OfCollection> collections = new HashMap<>();

  /** The statistics of some words, or null when one of them is not known. */
  @Nullable WordStatistics of(String collection, Set<String> words) {
    lock.lock();
    try {
      OfCollection known = collections.get(collection);
      if (known == null) {
        return null;
      }
      Map<String, Frequency> frequencies = new LinkedHashMap<>();
      for (String word : words) {
        Frequency frequency = known.words.get(word);
        if (frequency == null) {
          return null;
        }
        frequencies.put(word, frequency);
      }
      return new WordStatistics(known.title, known.text, frequencies);
    } finally {
      lock.unlock();
    }
  }

  void put(String collection, WordStatistics newest) {
    lock.lock();
    try {
      OfCollection known = collections.computeIfAbsent(collection, unused -> new OfCollection());
      known.title = newest.title();
      known.text = newest.text();
      known.words.putAll(newest.words());
    } finally {
      lock.unlock();
    }
  }

  private static final class OfCollection {
    private FieldSize title = new FieldSize(0, 0);
    private FieldSize text = new FieldSize(0, 0);
    private final Map<String, Frequency> words =
        new LinkedHashMap<>(MOST_WORDS, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Frequency> eldest) {
            return size() > MOST_WORDS;
          }
        };
  }
}
