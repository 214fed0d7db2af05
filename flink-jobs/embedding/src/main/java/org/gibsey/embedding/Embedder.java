package org.gibsey.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Turns texts into vectors that can be compared by their dot product.
 *
 * <p>Implementations are safe for use by several threads at once.
 */
public interface Embedder extends AutoCloseable {
  /**
   * Identity of the vectors, for example {@code all-MiniLM-L6-v2}: vectors of two embedders may be
   * compared only when their models are equal.
   */
  String model();

  /** Length of every vector. */
  int dimension();

  /** Counts and finds tokens as the model does. */
  TextTokenizer tokenizer();

  /**
   * Embeds one text without waiting for its vector; waits only while too many texts wait already.
   *
   * <p>Actions that depend on the future without an executor of their own run in the thread that
   * computed: they must be short and must not call this embedder. A cancelled future is not
   * computed.
   *
   * @param text at most {@link #maxTokens()} tokens long
   * @return {@link #dimension()} floats of Euclidean length 1; or an {@link EmbeddingException}
   *     when the text is too long, the model failed, this embedder is closed, or the calling thread
   *     was interrupted while it waited, and then stays interrupted
   */
  CompletableFuture<float[]> submit(String text);

  /**
   * Embeds texts; a text longer than the model's window is refused, never cut.
   *
   * <p>Must not be called by an action that runs in the thread that computed.
   *
   * @param texts any number of texts, each at most {@link #maxTokens()} tokens long
   * @return one vector of {@link #dimension()} floats and Euclidean length 1 for each text, in the
   *     order of {@code texts}
   * @throws EmbeddingException when a text is too long or the engine failed
   */
  default List<float[]> embed(List<String> texts) {
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

  /** Longest text in tokens, counted with the special tokens of the model. */
  int maxTokens();

  /** Whether {@link #close} was called. */
  boolean isClosed();

  /** Releases what this instance holds; a later {@link #embed} fails. */
  @Override
  void close();
}
