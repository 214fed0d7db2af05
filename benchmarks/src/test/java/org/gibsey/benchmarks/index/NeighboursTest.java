package org.gibsey.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighboursTest {
  private static final long SEED = 11;

  @Test
  void findsTheNearestOfTheAllowedPassagesNearestFirst() {
    float[][] vectors = onSphere(500, 8, new Random(SEED));
    float[][] queries = onSphere(20, 8, new Random(SEED + 1));

    int[][] found = ExactNeighbours.find(vectors, queries, 10, number -> number % 3 == 0);

    for (int query = 0; query < queries.length; query++) {
      float[] asked = queries[query];
      int[] sorted =
          IntStream.range(0, vectors.length)
              .filter(number -> number % 3 == 0)
              .boxed()
              .sorted(Comparator.comparingDouble(number -> -dot(asked, vectors[number])))
              .limit(10)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(found[query]).isEqualTo(sorted);
    }
  }

  @Test
  void findsFewerWhereFewerAreAllowed() {
    float[][] vectors = onSphere(50, 4, new Random(SEED));

    for (int[] found : ExactNeighbours.find(vectors, vectors, 10, number -> number < 3)) {
      assertThat(found).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @Test
  void countsTheShareOfExactNeighboursThatWereFound() {
    int[][] exact = {{1, 2, 3, 4}, {5, 6}, {}};
    int[][] found = {{4, 9, 2}, {6, 5, 1}, {1}};

    assertThat(Recall.of(exact, found)).isCloseTo((0.5 + 1) / 2, within(1e-9));
    assertThat(Recall.of(exact, exact)).isEqualTo(1);
    assertThat(Recall.of(exact, new int[3][0])).isEqualTo(0);
  }

  /** Five dimensions on a sphere leave four to move in. */
  @ParameterizedTest
  @ValueSource(ints = {5, 13})
  void estimatesTheDimensionInWhichVectorsLie(int dimension) {
    float[][] vectors = onSphere(20_000, dimension, new Random(SEED));
    float[][] queries = onSphere(200, dimension, new Random(SEED + 1));
    int[][] nearest = ExactNeighbours.find(vectors, queries, Distances.NEIGHBOURS, unused -> true);

    Distances distances = Distances.of(vectors, queries, nearest);

    assertThat(distances.intrinsicDimension())
        .isBetween(0.8 * (dimension - 1), 1.2 * (dimension - 1));
    assertThat(distances.nearest()).isGreaterThan(distances.twentieth());
    assertThat(distances.random()).isCloseTo(0, within(0.2));
  }

  private static float[][] onSphere(int count, int dimension, Random random) {
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      for (int d = 0; d < dimension; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      float length = (float) Math.sqrt(dot(vector, vector));
      for (int d = 0; d < dimension; d++) {
        vector[d] /= length;
      }
    }
    return vectors;
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }
}
