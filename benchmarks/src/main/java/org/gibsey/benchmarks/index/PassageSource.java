package org.gibsey.benchmarks.index;

/**
 * Texts and unit vectors of passages, and questions about them. The same number always yields the
 * same; safe for use by many threads.
 */
public sealed interface PassageSource permits SyntheticPassages, EmbeddedWindows {
  /** What the vectors are of, for reports. */
  String name();

  /** Identity of what made the vectors. */
  String model();

  /** Length of every vector. */
  int dimension();

  /** Number of passages. */
  int size();

  /**
   * Vector of a passage.
   *
   * @param number 0 to {@code size() - 1}
   * @param version 0 for the first one; a later one lies elsewhere
   */
  float[] vector(int number, int version);

  /** Text of a passage, see {@link #vector}. */
  String text(int number, int version);

  /** Number of questions. */
  int queries();

  /** Vector of a question that is none of the passages; from 0. */
  float[] queryVector(int query);

  /** Words of a question, of which some stand in passages. */
  String queryText(int query);
}
