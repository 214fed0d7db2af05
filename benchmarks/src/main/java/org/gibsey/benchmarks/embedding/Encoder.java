package org.gibsey.benchmarks.embedding;

/** Computes vectors in the thread that calls; belongs to one thread. */
interface Encoder extends AutoCloseable {
  /**
   * The unit vectors of a batch of texts.
   *
   * @param texts token ids with the special tokens, at least one text
   * @throws Exception when the engine fails
   */
  float[][] embed(long[][] texts) throws Exception;

  @Override
  void close();
}
