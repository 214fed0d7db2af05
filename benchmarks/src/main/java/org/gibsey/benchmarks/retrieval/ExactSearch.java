package org.gibsey.benchmarks.retrieval;

import java.util.Comparator;
import java.util.List;

/** Compares the query with every passage. */
final class ExactSearch implements DocumentSearch {
  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparing(Scored::score, Comparator.reverseOrder()).thenComparing(Scored::id);

  private final List<DocumentVectors> documents;

  ExactSearch(List<DocumentVectors> documents) {
    this.documents = documents;
  }

  private record Scored(String id, double score) {}

  @Override
  public List<String> nearest(float[] query, int limit) {
    return documents.stream()
        .map(document -> new Scored(document.document().id(), score(query, document)))
        .sorted(BEST_FIRST)
        .limit(limit)
        .map(Scored::id)
        .toList();
  }

  private static double score(float[] query, DocumentVectors document) {
    double best = Double.NEGATIVE_INFINITY;
    for (float[] vector : document.vectors()) {
      double dot = 0;
      for (int i = 0; i < query.length; i++) {
        dot += (double) query[i] * vector[i];
      }
      best = Math.max(best, dot);
    }
    return best;
  }
}
