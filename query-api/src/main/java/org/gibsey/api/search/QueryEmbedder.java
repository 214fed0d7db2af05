package org.gibsey.api.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.embedding.Embedder;
import org.jspecify.annotations.Nullable;

/**
 * Vectors for queries and sentences, in time or not at all: remembers the last ones, lets only so
 * many callers wait for the model at once, and gives up at a deadline. Safe for use by many
 * threads.
 */
public final class QueryEmbedder implements AutoCloseable {
  // 384 floats each: about 7 MiB when full. A question looks at some fifty sentences.
  private static final int REMEMBERED = 4_096;

  private final CompletableFuture<? extends Embedder> model;
  private final ToIntFunction<String> countTokens;
  private final int maxConcurrent;
  private final Semaphore callers;
  private final VectorCache cache = new VectorCache(REMEMBERED);
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("embed-", 0).factory());

  /**
   * An embedder over a model that may still be loading.
   *
   * @param model the model, when it is loaded
   * @param countTokens tokens of a text as the model counts them; called once it is loaded
   * @param maxConcurrent calls that may be computed or wait for a worker of the model at once
   */
  public QueryEmbedder(
      CompletableFuture<? extends Embedder> model,
      ToIntFunction<String> countTokens,
      int maxConcurrent) {
    this.model = model;
    this.countTokens = countTokens;
    this.maxConcurrent = maxConcurrent;
    this.callers = new Semaphore(maxConcurrent);
  }

  /** Callers whose texts are being embedded or wait for a worker of the model. */
  public int callers() {
    return maxConcurrent - callers.availablePermits();
  }

  /** Identity of the vectors, or empty while the model is not loaded. */
  public Optional<String> model() {
    return isReady() ? Optional.of(model.join().model()) : Optional.empty();
  }

  public boolean isReady() {
    return model.isDone() && !model.isCompletedExceptionally();
  }

  /** Whether loading the model has failed, so that waiting for it is no use. */
  public boolean hasFailed() {
    return model.isCompletedExceptionally();
  }

  /**
   * The unit vector of a query.
   *
   * @throws Problem when the query has more tokens than the model reads, the model is not loaded,
   *     or the deadline passed
   */
  public float[] query(String text, Deadline deadline) {
    Embedder loaded = loaded();
    float @Nullable [] known = cache.get(text);
    if (known != null) {
      return known;
    }
    int tokens = countTokens.applyAsInt(text);
    if (tokens > loaded.maxTokens()) {
      throw new Problem(
          ProblemType.QUERY_TOO_LONG,
          "The query has %d tokens, the model reads at most %d."
              .formatted(tokens, loaded.maxTokens()));
    }
    return texts(List.of(text), deadline).getFirst();
  }

  /**
   * Tokens of a text of any length, as the model counts them, special ones included.
   *
   * @throws Problem when the model is not loaded
   */
  public int tokens(String text) {
    loaded();
    return countTokens.applyAsInt(text);
  }

  /**
   * One unit vector per text, in their order.
   *
   * @param texts none longer than the model reads
   * @throws Problem when the model is not loaded, or the deadline passed
   */
  public List<float[]> texts(List<String> texts, Deadline deadline) {
    Embedder loaded = loaded();
    List<String> unknown =
        texts.stream().filter(text -> cache.get(text) == null).distinct().toList();
    List<float[]> fresh = unknown.isEmpty() ? List.of() : embed(loaded, unknown, deadline);
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      int index = unknown.indexOf(text);
      float @Nullable [] vector = index < 0 ? cache.get(text) : fresh.get(index);
      // Another caller may have pushed it out of the cache since.
      vectors.add(vector == null ? embed(loaded, List.of(text), deadline).getFirst() : vector);
    }
    return vectors;
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }

  /**
   * One unit vector per text, in their order, none of them remembered: for many texts that nobody
   * will ask for again.
   *
   * @param texts none longer than the model reads
   * @throws Problem when the model is not loaded, or the deadline passed
   */
  public List<float[]> unremembered(List<String> texts, Deadline deadline) {
    return compute(loaded(), texts, deadline);
  }

  /**
   * The model itself.
   *
   * @throws Problem when it is not loaded
   */
  public Embedder loaded() {
    if (isReady()) {
      return model.join();
    }
    throw new Problem(
        ProblemType.MODEL_UNAVAILABLE,
        hasFailed() ? "The model could not be loaded." : "The model is still loading.");
  }

  private List<float[]> embed(Embedder loaded, List<String> texts, Deadline deadline) {
    List<float[]> vectors = compute(loaded, texts, deadline);
    for (int i = 0; i < vectors.size(); i++) {
      cache.put(texts.get(i), vectors.get(i));
    }
    return vectors;
  }

  private List<float[]> compute(Embedder loaded, List<String> texts, Deadline deadline) {
    boolean entered = false;
    try {
      entered = callers.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (!entered) {
        throw overloaded();
      }
      return await(calls.submit(() -> loaded.embed(texts)), deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded();
    } finally {
      if (entered) {
        callers.release();
      }
    }
  }

  private static List<float[]> await(Future<List<float[]>> call, Deadline deadline)
      throws InterruptedException {
    try {
      return call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw overloaded();
    } catch (ExecutionException e) {
      throw new Problem(ProblemType.MODEL_UNAVAILABLE, "The model failed on this text.", e);
    } finally {
      // What nobody waits for any more must not keep a worker busy.
      call.cancel(true);
    }
  }

  private static Problem overloaded() {
    return new Problem(ProblemType.OVERLOADED, "The model has too much to do; try again.");
  }
}
