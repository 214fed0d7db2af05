package org.gibsey.embedding;

import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the embedding model of a process runs.
 *
 * @param cacheDir folder that keeps the assembled model between starts; created when missing, may
 *     be shared by several processes
 * @param workers threads that compute, each on one core; at least 1
 * @param queueCapacity texts that may wait for a worker before callers are held back; at least 1
 */
public record EmbeddingSettings(Path cacheDir, int workers, int queueCapacity) {
  private static final int DEFAULT_QUEUE_CAPACITY = 512;

  public EmbeddingSettings {
    Objects.requireNonNull(cacheDir, "cacheDir");
    requireAtLeastOne("workers", workers);
    requireAtLeastOne("queueCapacity", queueCapacity);
  }

  /** One worker per core, and {@link #defaultCacheDir()}. */
  public static EmbeddingSettings defaults() {
    return new EmbeddingSettings(
        defaultCacheDir(), Runtime.getRuntime().availableProcessors(), DEFAULT_QUEUE_CAPACITY);
  }

  /**
   * The folder {@code gibsey} in DJL's own cache: in {@code DJL_CACHE_DIR} (environment variable or
   * system property), otherwise in {@code ~/.djl.ai}. DJL unpacks its native libraries beside it.
   */
  public static Path defaultCacheDir() {
    return Utils.getCacheDir().resolve("gibsey");
  }

  public EmbeddingSettings withCacheDir(Path folder) {
    return new EmbeddingSettings(folder, workers, queueCapacity);
  }

  public EmbeddingSettings withWorkers(int threads) {
    return new EmbeddingSettings(cacheDir, threads, queueCapacity);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", it must be at least 1");
    }
  }
}
