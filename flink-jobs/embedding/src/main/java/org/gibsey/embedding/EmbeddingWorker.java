package org.gibsey.embedding;

import ai.djl.inference.Predictor;
import java.util.List;

/** One thread's loop: take a batch, compute it, hand out its vectors, until the queue is closed. */
final class EmbeddingWorker implements Runnable {
  private final LocalModel model;
  private final EmbeddingQueue queue;

  EmbeddingWorker(LocalModel model, EmbeddingQueue queue) {
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

  private void compute(Predictor<long[][], float[][]> predictor, List<EmbeddingRequest> batch) {
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

  private void hand(float[] vector, EmbeddingRequest request) {
    try {
      UnitVectors.require(vector, model.description().dimension());
    } catch (EmbeddingException e) {
      request.fail(e);
      return;
    }
    request.vector().complete(vector);
  }
}
