package org.gibsey.benchmarks.index;

import java.io.Closeable;
import java.io.IOException;

/** An index of the same passages that answers the same questions. Safe for use by many threads. */
interface Contender extends Closeable {
  /** Name in reports. */
  String name();

  /** A searcher for the calling thread. */
  Searcher searcher() throws IOException;

  /** Searches in one thread. */
  interface Searcher extends Closeable {
    /**
     * Searches for the nearest passages.
     *
     * @param query unit vector
     * @param limit number of passages wanted
     * @param candidates vectors that the search of the graph keeps at once, at least {@code limit};
     *     0 for as many as the index itself thinks right
     * @param narrowing which passages may be found
     * @return numbers of the passages
     */
    int[] nearest(float[] query, int limit, int candidates, Narrowing narrowing) throws IOException;

    @Override
    default void close() throws IOException {}
  }
}
