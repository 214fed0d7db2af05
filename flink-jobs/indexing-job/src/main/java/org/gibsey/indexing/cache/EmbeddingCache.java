package org.gibsey.indexing.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of texts that were embedded before. It only saves work: when the store is away, slow or
 * damaged, nothing is found and nothing is kept, and {@code failures} is told.
 *
 * <p>Safe for use by several threads at once.
 */
public final class EmbeddingCache implements AutoCloseable {
  /**
   * Outlasts a pause of Cassandra's garbage collector; while it is away, one row in a while waits.
   */
  static final Duration DEADLINE = Duration.ofSeconds(3);

  static final Duration PAUSE = Duration.ofSeconds(5);

  /** Half of what Cassandra takes as one write when a segment of its commit log has 8 MiB. */
  static final int MOST_BYTES = 2 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingCache.class);
  private static final Duration FIRST_CONNECTION = Duration.ofSeconds(20);
  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  private final VectorStore store;
  private final int dimension;
  private final Runnable failures;
  private final Circuit circuit;

  /** A party for this cache and one for each write under way. */
  private final Phaser writes = new Phaser(1);

  /**
   * A cache.
   *
   * @param store closed with the cache
   * @param dimension length of every vector
   * @param failures called for every look-up or write that did not do what it should, and for every
   *     damaged entry; by any thread
   */
  public EmbeddingCache(VectorStore store, int dimension, Runnable failures) {
    this(store, dimension, failures, new Circuit(DEADLINE, PAUSE, Clock.systemUTC()));
  }

  EmbeddingCache(VectorStore store, int dimension, Runnable failures, Circuit circuit) {
    this.store = store;
    this.dimension = dimension;
    this.failures = failures;
    this.circuit = circuit;
  }

  /**
   * Waits for the store's first connection, so that a replay that begins at once finds what is
   * there; goes on without after 20 seconds.
   */
  public void awaitStore() throws InterruptedException {
    if (!store.awaitConnection(FIRST_CONNECTION)) {
      LOG.warn(
          "The embedding cache was not reached in {} s, texts are embedded until it is",
          FIRST_CONNECTION.toSeconds());
    }
  }

  /**
   * Looks a text up. The future never fails, and may complete in a thread that must not wait.
   *
   * @param passages how many vectors there must be
   * @return the vectors; empty when there are none, or none that can be trusted, or none in time
   */
  public CompletableFuture<Optional<float[][]>> find(VectorKey key, int passages) {
    return circuit
        .call(() -> store.read(key))
        .thenApply(stored -> stored.flatMap(found -> checked(found, passages)))
        .exceptionally(
            failure -> {
              failures.run();
              return Optional.empty();
            });
  }

  private Optional<float[][]> checked(StoredVectors found, int passages) {
    Optional<float[][]> vectors = found.vectors(passages, dimension);
    if (vectors.isEmpty()) {
      failures.run();
    }
    return vectors;
  }

  /**
   * Keeps the vectors of a text, at least one. The future never fails; it is done when they are
   * stored or given up.
   */
  public CompletableFuture<Void> keep(VectorKey key, float[][] vectors) {
    if (StoredVectors.size(vectors) > MOST_BYTES) {
      LOG.debug("{} vectors are too many to be kept", vectors.length);
      failures.run();
      return CompletableFuture.completedFuture(null);
    }
    writes.register();
    return circuit
        .call(() -> store.write(key, StoredVectors.of(vectors)))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                failures.run();
              }
              writes.arriveAndDeregister();
              return null;
            });
  }

  /** Waits up to two seconds for writes that are under way. */
  @Override
  public void close() {
    try {
      writes.awaitAdvanceInterruptibly(
          writes.arrive(), LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.info(
          "Closed with {} texts that the embedding cache did not take in time",
          writes.getUnarrivedParties());
    } finally {
      store.close();
    }
  }
}
