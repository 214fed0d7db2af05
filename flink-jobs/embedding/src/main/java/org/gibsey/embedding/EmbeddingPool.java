package org.gibsey.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Threads that embed texts with a model in this process, each on one core, in batches of similar
 * length.
 *
 * <p>Safe for use by several threads at once. Callers are held back while {@link
 * EmbeddingSettings#queueCapacity()} texts wait. Obtained from {@link Embedders}.
 */
public final class EmbeddingPool implements Embedder {
  private static final String CLOSED = "The embedding pool is closed";

  private final EmbeddingModel description;
  private final TextTokenizer tokenizer;
  private final EmbeddingQueue queue;
  private final List<Thread> workers = new ArrayList<>();

  EmbeddingPool(LocalModel model, EmbeddingSettings settings) {
    this.description = model.description();
    this.tokenizer = model.tokenizer();
    this.queue = new EmbeddingQueue(settings.queueCapacity());
    for (int i = 0; i < settings.workers(); i++) {
      EmbeddingWorker worker = new EmbeddingWorker(model, queue);
      workers.add(Thread.ofPlatform().daemon().name("embedding-" + i).start(worker));
    }
  }

  @Override
  public String model() {
    return description.name();
  }

  @Override
  public int dimension() {
    return description.dimension();
  }

  @Override
  public int maxTokens() {
    return description.maxTokens();
  }

  @Override
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public CompletableFuture<float[]> submit(String text) {
    long[] ids = tokenizer.ids(text);
    if (ids.length > maxTokens()) {
      return failed(
          "The text has " + ids.length + " tokens, the model reads at most " + maxTokens());
    }
    EmbeddingRequest request = new EmbeddingRequest(ids);
    try {
      return queue.put(request) ? request.vector() : failed(CLOSED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("Interrupted while waiting for a place in the embedding queue");
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

  @Override
  public boolean isClosed() {
    return queue.isClosed();
  }

  private static CompletableFuture<float[]> failed(String reason) {
    return CompletableFuture.failedFuture(new EmbeddingException(reason));
  }
}
