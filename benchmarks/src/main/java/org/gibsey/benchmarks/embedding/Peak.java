package org.gibsey.benchmarks.embedding;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gibsey.benchmarks.Load;
import org.gibsey.benchmarks.Spread;
import org.gibsey.embedding.Precision;

/** The most floating point operations per second seen so far, for each arithmetic. */
final class Peak {
  private final int threads;
  private final Map<Precision, MatrixProduct> products;
  private final Map<Precision, Double> best = new EnumMap<>(Precision.class);

  /**
   * @param threads as many as compute embeddings
   * @param products what is measured for each arithmetic
   */
  Peak(int threads, Map<Precision, MatrixProduct> products) {
    this.threads = threads;
    this.products = products;
  }

  /**
   * Measures each arithmetic once: about a second each on one core of today.
   *
   * @throws Exception when the engine fails
   */
  void measure() throws Exception {
    for (Map.Entry<Precision, MatrixProduct> product : products.entrySet()) {
      Callable<Boolean> work =
          () -> {
            try (MatrixProduct.Worker worker = product.getValue().newWorker()) {
              worker.compute();
            }
            return true;
          };
      double rate = threads * MatrixProduct.flops() / Load.ofThreads(threads, work).wallSeconds();
      best.merge(product.getKey(), rate, Math::max);
    }
  }

  /** Operations per second; 0 before the first measurement. */
  double of(Precision precision) {
    return best.getOrDefault(precision, 0.0);
  }

  /** The share of the peak that a rate of operations is, in hundredths. */
  long percent(Precision precision, Spread flopsPerSecond) {
    return Math.round(100 * flopsPerSecond.median() / of(precision));
  }
}
