package org.gibsey.benchmarks.embedding;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.benchmarks.Load;

/** Computes batches in an engine, in several threads that take them one by one. */
final class Encoding {
  private Encoding() {}

  /**
   * Computes all batches.
   *
   * @param threads number of threads, each with one encoder
   * @throws Exception when the engine fails
   */
  static Load run(Engine engine, List<long[][]> batches, int threads) throws Exception {
    AtomicInteger next = new AtomicInteger();
    return Load.ofThreads(
        threads,
        () -> {
          int computed = 0;
          try (Encoder encoder = engine.newEncoder()) {
            for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
              computed += encoder.embed(batches.get(i)).length;
            }
          }
          return computed;
        });
  }
}
