package org.gibsey.embedding;

import ai.djl.inference.Predictor;

/** Weights in the memory of this process, shared by all threads that compute with them. */
public interface LocalModel {
  /** What the vectors are. */
  EmbeddingModel description();

  TextTokenizer tokenizer();

  /**
   * Token ids of a batch of texts to their unit vectors; belongs to one thread, which closes it.
   */
  Predictor<long[][], float[][]> newPredictor();
}
