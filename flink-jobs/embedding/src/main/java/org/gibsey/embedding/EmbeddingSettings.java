package org.gibsey.embedding;

import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * How a model runs in this process. It may differ between processes that share an index.
 *
 * @param cacheDir folder that keeps the assembled model between starts; created when missing, may
 *     be shared by several processes
 * @param workers threads that compute, each on one core; at least 1
 * @param queueCapacity texts that may wait for a worker before callers are held back; at least 1
 * @param precision the arithmetic of a model in this process
 * @param device what it computes on, as DJL names it: {@code cpu} or {@code gpu0} for the first
 *     CUDA device
 */
public record EmbeddingSettings(
    Path cacheDir, int workers, int queueCapacity, Precision precision, String device) {
  private static final int DEFAULT_QUEUE_CAPACITY = 512;
  static final int MAX_WORKERS = 64;

  public EmbeddingSettings {
    Objects.requireNonNull(cacheDir, "cacheDir");
    requireAtLeastOne("workers", workers);
    requireAtLeastOne("queueCapacity", queueCapacity);
    Objects.requireNonNull(precision, "precision");
    if (!device.matches(ComputeDevice.PATTERN)) {
      throw new IllegalArgumentException(
          "device is '" + device + "', allowed are cpu, gpu0, gpu1 and so on");
    }
  }

  /**
   * What the environment says: {@code GIBSEY_EMBEDDING_PRECISION} ({@code auto}, {@code fp32} or
   * {@code bf16}), {@code GIBSEY_EMBEDDING_DEVICE} and {@code GIBSEY_EMBEDDING_WORKERS} (1 to
   * {@value #MAX_WORKERS}, or 0 for one per core); otherwise {@link Precision#AUTO} on the CPU with
   * one worker per core. The cache is {@link #defaultCacheDir()}.
   *
   * @throws IllegalArgumentException when a variable holds another value, which the message names
   */
  public static EmbeddingSettings defaults() {
    return defaults(System.getenv());
  }

  static EmbeddingSettings defaults(Map<String, String> environment) {
    EmbeddingEnvironment variables = new EmbeddingEnvironment(environment);
    return new EmbeddingSettings(
        defaultCacheDir(),
        variables.workers(),
        DEFAULT_QUEUE_CAPACITY,
        variables.precision(),
        variables.device());
  }

  /**
   * The folder {@code gibsey} in DJL's own cache: in {@code DJL_CACHE_DIR} (environment variable or
   * system property), otherwise in {@code ~/.djl.ai}. DJL unpacks its native libraries beside it.
   */
  public static Path defaultCacheDir() {
    return Utils.getCacheDir().resolve("gibsey");
  }

  public EmbeddingSettings withCacheDir(Path folder) {
    return new EmbeddingSettings(folder, workers, queueCapacity, precision, device);
  }

  public EmbeddingSettings withWorkers(int threads) {
    return new EmbeddingSettings(cacheDir, threads, queueCapacity, precision, device);
  }

  public EmbeddingSettings withQueueCapacity(int texts) {
    return new EmbeddingSettings(cacheDir, workers, texts, precision, device);
  }

  public EmbeddingSettings withPrecision(Precision arithmetic) {
    return new EmbeddingSettings(cacheDir, workers, queueCapacity, arithmetic, device);
  }

  public EmbeddingSettings withDevice(String name) {
    return new EmbeddingSettings(cacheDir, workers, queueCapacity, precision, name);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", it must be at least 1");
    }
  }
}
