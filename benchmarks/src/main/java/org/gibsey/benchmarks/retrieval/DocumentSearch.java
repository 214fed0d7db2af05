package org.gibsey.benchmarks.retrieval;

import java.io.IOException;
import java.util.List;

/** One way to find the documents nearest to a vector. */
interface DocumentSearch {
  /**
   * The nearest documents, each by its nearest passage.
   *
   * @param query unit vector
   * @param limit most documents, at least 1
   * @return their identities, nearest first
   */
  List<String> nearest(float[] query, int limit) throws IOException;
}
