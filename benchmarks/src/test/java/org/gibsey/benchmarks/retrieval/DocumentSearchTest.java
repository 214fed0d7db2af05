package org.gibsey.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.row.Passage;
import org.junit.jupiter.api.Test;

final class DocumentSearchTest {
  private static final int DIMENSION = 16;

  private final Random random = new Random(7);

  @Test
  void ranksDocumentsByTheirNearestPassage() {
    float[] query = axis(0);
    List<DocumentVectors> documents =
        List.of(
            document("far", axis(1)),
            document("near", axis(2), axis(0)),
            document("between", direction(1, 1)));
    assertThat(new ExactSearch(documents).nearest(query, 2)).containsExactly("near", "between");
  }

  @Test
  void findsInTheIndexWhatComparingWithEveryPassageFinds() throws Exception {
    List<DocumentVectors> documents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      documents.add(document("d" + i, randomDirection(), randomDirection()));
    }
    ExactSearch exact = new ExactSearch(documents);
    try (HnswSearch hnsw = HnswSearch.over(documents, "a model")) {
      double found = 0;
      for (int i = 0; i < 20; i++) {
        float[] query = randomDirection();
        found += RankingQuality.overlap(exact.nearest(query, 10), hnsw.nearest(query, 10), 10);
      }
      assertThat(found / 20).isGreaterThan(0.9);
    }
  }

  private static DocumentVectors document(String id, float[]... vectors) {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      passages.add(new Passage(i, i, i + 1, "p"));
    }
    return new DocumentVectors(new JudgedDocument(id, "", "pp"), passages, List.of(vectors));
  }

  private static float[] axis(int dimension) {
    float[] vector = new float[DIMENSION];
    vector[dimension] = 1;
    return vector;
  }

  private float[] randomDirection() {
    double[] values = random.doubles(DIMENSION, -1, 1).toArray();
    return direction(values);
  }

  private static float[] direction(double... values) {
    double square = 0;
    for (double value : values) {
      square += value * value;
    }
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < values.length; i++) {
      vector[i] = (float) (values[i] / Math.sqrt(square));
    }
    return vector;
  }
}
