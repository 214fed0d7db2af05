package org.gibsey.embedding;

import ai.djl.inference.Predictor;
import java.util.List;

/** One thread's loop: take a batch, compute it, hand out its vectors, until the queue is closed. */
final class EmbeddingWorker implements Runnable {
  private final MiniLm model;
  private final EmbeddingQueue queue;

  EmbeddingWorker(MiniLm model, EmbeddingQueue queue) {
    this.model = model;
    this.queue = queue;
  }

  @Override
  public void run() {
    try (Predictor<long[][], float[][]> predictor = model.newPredictor()) {
      for (List<EmbeddingRequest> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        compute(predictor, batch);
      }
    }
  }

  private static void compute(
      Predictor<long[][], float[][]> predictor, List<EmbeddingRequest> batch) {
    float[][] vectors;
    try {
      vectors = predictor.predict(batch.stream().map(EmbeddingRequest::ids).toArray(long[][]::new));
    } catch (Throwable e) {
      // Whatever it was, the callers must hear of it, and the next batch may still succeed.
      batch.forEach(request -> request.fail(new EmbeddingException("The engine failed", e)));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      hand(vectors[i], batch.get(i));
    }
  }

  private static void hand(float[] vector, EmbeddingRequest request) {
    try {
      MiniLm.requireUnitLength(vector);
    } catch (EmbeddingException e) {
      request.fail(e);
      return;
    }
    request.vector().complete(vector);
  }
}
