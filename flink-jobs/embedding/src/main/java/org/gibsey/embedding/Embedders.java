package org.gibsey.embedding;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedding model of this process: loaded once, shared by all threads, alive as long as the
 * JVM.
 *
 * <p>The native libraries underneath can be loaded by one class loader only. In Flink this class
 * and everything below it therefore lie in {@code lib/} and not in a job's jar.
 */
public final class Embedders {
  private static final Logger LOG = LoggerFactory.getLogger(Embedders.class);

  private static @Nullable MiniLm model;
  private static @Nullable EmbeddingPool pool;
  private static @Nullable EmbeddingSettings settingsInUse;
  private static boolean shuttingDown;

  private Embedders() {}

  /** {@link #shared(EmbeddingSettings)} with the default settings but for the cache folder. */
  public static EmbeddingPool shared(Path cacheDir) {
    return shared(EmbeddingSettings.defaults().withCacheDir(cacheDir));
  }

  /**
   * The pool of this process. The first call loads the model and decides its settings.
   *
   * <p>Its users come and go without closing it; its threads are stopped when the JVM exits. Should
   * someone close it, their texts fail with those of everybody else, and the next call starts new
   * threads on the model that is already loaded.
   *
   * @throws EmbeddingException when the model cannot be loaded; a later call tries again
   */
  public static synchronized EmbeddingPool shared(EmbeddingSettings settings) {
    EmbeddingPool current = pool;
    if (current == null || current.isClosed()) {
      current = open(settings);
      pool = current;
      settingsInUse = settings;
    } else if (!settings.equals(settingsInUse)) {
      LOG.warn("The embedding model already runs with {}, not with {}", settingsInUse, settings);
    }
    return current;
  }

  /** A pool of its own for the caller, who closes it, on the model that all pools share. */
  static synchronized EmbeddingPool open(EmbeddingSettings settings) {
    if (shuttingDown) {
      throw new EmbeddingException("The JVM is shutting down");
    }
    MiniLm loaded = model;
    if (loaded == null) {
      loaded = MiniLm.load(settings.cacheDir());
      model = loaded;
      Runtime.getRuntime().addShutdownHook(new Thread(Embedders::shutDown, "embedding-shutdown"));
    }
    return new EmbeddingPool(loaded, settings);
  }

  /** Native code that still computes while the JVM takes its memory apart crashes the process. */
  private static synchronized void shutDown() {
    shuttingDown = true;
    EmbeddingPool current = pool;
    if (current != null) {
      current.close();
    }
  }
}
