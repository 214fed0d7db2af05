package org.gibsey.embedding;

import java.util.List;

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

  /**
   * Embeds texts; a text longer than the model's window is refused, never cut.
   *
   * @param texts any number of texts, each at most {@link #maxTokens()} tokens long
   * @return one vector of {@link #dimension()} floats and Euclidean length 1 for each text, in the
   *     order of {@code texts}
   * @throws EmbeddingException when a text is too long or the engine failed
   */
  List<float[]> embed(List<String> texts);

  /** Longest text in tokens, counted with the special tokens of the model. */
  int maxTokens();

  /** Releases what this instance holds; a later {@link #embed} fails. */
  @Override
  void close();
}
