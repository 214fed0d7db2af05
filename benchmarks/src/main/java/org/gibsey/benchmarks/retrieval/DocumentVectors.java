package org.gibsey.benchmarks.retrieval;

import java.util.List;
import org.gibsey.row.Passage;

/**
 * A document and the vectors of its passages.
 *
 * @param document the document
 * @param passages at least one
 * @param vectors one unit vector for each passage
 */
record DocumentVectors(JudgedDocument document, List<Passage> passages, List<float[]> vectors) {
  DocumentVectors {
    passages = List.copyOf(passages);
    vectors = List.copyOf(vectors);
  }
}
