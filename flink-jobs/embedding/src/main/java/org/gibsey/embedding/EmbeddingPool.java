package org.gibsey.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Threads that embed texts with all-MiniLM-L6-v2, each on one core, in batches of similar length.
 *
 * <p>Safe for use by several threads at once. Callers are held back while {@link
 * EmbeddingSettings#queueCapacity()} texts wait. Obtained from {@link Embedders}.
 */
public final class EmbeddingPool implements Embedder {
  private static final String CLOSED = "The embedding pool is closed";

  private final TextTokenizer tokenizer = TextTokenizer.shared();
  private final EmbeddingQueue queue;
  private final List<Thread> workers = new ArrayList<>();

  EmbeddingPool(MiniLm model, EmbeddingSettings settings) {
    this.queue = new EmbeddingQueue(settings.queueCapacity());
    for (int i = 0; i < settings.workers(); i++) {
      EmbeddingWorker worker = new EmbeddingWorker(model, queue);
      workers.add(Thread.ofPlatform().daemon().name("embedding-" + i).start(worker));
    }
  }

  @Override
  public String model() {
    return MiniLm.MODEL;
  }

  @Override
  public int dimension() {
    return MiniLm.DIMENSION;
  }

  @Override
  public int maxTokens() {
    return MiniLm.MAX_TOKENS;
  }

  /**
   * Embeds one text without waiting for its vector; waits only while the queue is full.
   *
   * <p>Actions that depend on the future without an executor of their own run in a worker: they
   * must be short and must not call this pool. A cancelled future is not computed.
   *
   * @param text at most {@link #maxTokens()} tokens long
   * @return {@link #dimension()} floats of Euclidean length 1; or an {@link EmbeddingException}
   *     when the text is too long, the engine failed, this pool is closed, or the calling thread
   *     was interrupted while it waited, and then stays interrupted
   */
  public CompletableFuture<float[]> submit(String text) {
    long[] ids = tokenizer.ids(text);
    if (ids.length > MiniLm.MAX_TOKENS) {
      return failed(
          "The text has " + ids.length + " tokens, the model reads at most " + MiniLm.MAX_TOKENS);
    }
    EmbeddingRequest request = new EmbeddingRequest(ids);
    try {
      return queue.put(request) ? request.vector() : failed(CLOSED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("Interrupted while waiting for a place in the embedding queue");
    }
  }

  /** {@inheritDoc} Must not be called by an action that runs in a worker. */
  @Override
  public List<float[]> embed(List<String> texts) {
    List<CompletableFuture<float[]>> futures = texts.stream().map(this::submit).toList();
    List<float[]> vectors = new ArrayList<>(futures.size());
    try {
      for (CompletableFuture<float[]> future : futures) {
        vectors.add(future.get());
      }
      return vectors;
    } catch (ExecutionException e) {
      Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
      throw new EmbeddingException(String.valueOf(reason.getMessage()), reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingException("Interrupted while waiting for vectors", e);
    } finally {
      futures.forEach(future -> future.cancel(false));
    }
  }

  /**
   * Fails the texts that wait, and returns when the workers have finished their current batches and
   * are gone. Native code must not run while the JVM exits.
   */
  @Override
  public void close() {
    queue.close().forEach(request -> request.fail(new EmbeddingException(CLOSED)));
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  List<Thread> workers() {
    return workers;
  }

  boolean isClosed() {
    return queue.isClosed();
  }

  private static CompletableFuture<float[]> failed(String reason) {
    return CompletableFuture.failedFuture(new EmbeddingException(reason));
  }
}
