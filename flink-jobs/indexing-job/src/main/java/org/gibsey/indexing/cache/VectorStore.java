package org.gibsey.indexing.cache;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps vectors by their key. Safe for use by several threads at once; its futures may complete in
 * threads of the store, which must not be made to wait.
 */
public interface VectorStore extends AutoCloseable {
  /** Opens a store where a job runs. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** Connects in the background, again and again if it must. */
    VectorStore open();
  }

  /**
   * Waits for the first connection.
   *
   * @return whether there is one
   */
  boolean awaitConnection(Duration atMost) throws InterruptedException;

  /** What is stored under a key; fails when the store does not answer. */
  CompletableFuture<Optional<StoredVectors>> read(VectorKey key);

  /** Stores vectors in place of what is there; fails when the store does not answer. */
  CompletableFuture<@Nullable Void> write(VectorKey key, StoredVectors vectors);

  /** Returns within seconds, also when nothing answers. */
  @Override
  void close();
}
