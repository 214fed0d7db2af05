package org.gibsey.benchmarks.index;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/** The passages nearest to some vectors, found by comparing with every passage. */
final class ExactNeighbours {
  private static final Comparator<Scored> WORST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .thenComparing(Comparator.comparingInt(Scored::number).reversed());

  private ExactNeighbours() {}

  private record Scored(int number, float score) {}

  /**
   * Compares in all threads of the machine.
   *
   * @param vectors the passages' unit vectors
   * @param queries unit vectors
   * @param limit neighbours wanted of each query, at least 1
   * @param allowed which passages may be found, by number
   * @return for each query the numbers of the passages, nearest first
   */
  static int[][] find(float[][] vectors, float[][] queries, int limit, IntPredicate allowed) {
    int[] candidates = IntStream.range(0, vectors.length).filter(allowed).toArray();
    return IntStream.range(0, queries.length)
        .parallel()
        .mapToObj(query -> nearest(vectors, candidates, queries[query], limit))
        .toArray(int[][]::new);
  }

  private static int[] nearest(float[][] vectors, int[] candidates, float[] query, int limit) {
    PriorityQueue<Scored> best = new PriorityQueue<>(limit, WORST_FIRST);
    float worst = Float.NEGATIVE_INFINITY;
    for (int number : candidates) {
      float score = VectorUtil.dotProduct(query, vectors[number]);
      if (best.size() < limit || score > worst) {
        if (best.size() == limit) {
          best.poll();
        }
        best.add(new Scored(number, score));
        worst = best.element().score();
      }
    }
    int[] nearest = new int[best.size()];
    for (int rank = nearest.length - 1; rank >= 0; rank--) {
      nearest[rank] = best.remove().number();
    }
    return nearest;
  }
}
