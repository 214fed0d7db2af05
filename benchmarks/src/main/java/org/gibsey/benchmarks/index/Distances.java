package org.gibsey.benchmarks.index;

import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/**
 * How vectors are spread, as far as it decides how hard a search among them is.
 *
 * @param nearest mean dot product of a query and the passage nearest to it
 * @param twentieth mean dot product of a query and its twentieth nearest passage
 * @param random mean dot product of a query and a passage of no relation
 * @param intrinsicDimension number of dimensions in which the vectors seem to lie around a query
 */
record Distances(double nearest, double twentieth, double random, double intrinsicDimension) {
  static final int NEIGHBOURS = 20;

  /**
   * Measures the vectors around each query.
   *
   * <p>The intrinsic dimension is the maximum likelihood estimate of Levina and Bickel ("Maximum
   * Likelihood Estimation of Intrinsic Dimension", 2004, equation 8) from the twenty nearest
   * passages in Euclidean distance, its inverse averaged over all queries as MacKay and Ghahramani
   * proposed.
   *
   * @param nearest numbers of the 20 nearest passages of each query, nearest first
   */
  static Distances of(float[][] vectors, float[][] queries, int[][] nearest) {
    int last = NEIGHBOURS - 1;
    return new Distances(
        mean(queries, i -> dot(queries[i], vectors[nearest[i][0]])),
        mean(queries, i -> dot(queries[i], vectors[nearest[i][last]])),
        mean(queries, i -> dot(queries[i], vectors[(int) (i * 7_919L % vectors.length)])),
        1 / mean(queries, i -> inverseDimension(vectors, queries[i], nearest[i])));
  }

  private static double inverseDimension(float[][] vectors, float[] query, int[] nearest) {
    double farthest = distance(query, vectors[nearest[NEIGHBOURS - 1]]);
    double sum = 0;
    for (int i = 0; i < NEIGHBOURS - 1; i++) {
      sum += Math.log(farthest / Math.max(1e-6, distance(query, vectors[nearest[i]])));
    }
    return sum / (NEIGHBOURS - 2);
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(Math.max(0, 2 - 2 * dot(a, b)));
  }

  private static double dot(float[] a, float[] b) {
    return VectorUtil.dotProduct(a, b);
  }

  private static double mean(float[][] queries, Figure figure) {
    return IntStream.range(0, queries.length).mapToDouble(figure::of).average().orElseThrow();
  }

  private interface Figure {
    double of(int query);
  }
}
