package org.gibsey.collection;

/** What the graph of vectors compares while it is searched; the vectors themselves are kept. */
public enum VectorEncoding {
  /** The vectors as they are. */
  FLOAT32,
  /** Four bits for each value; the best candidates are scored again with the vectors themselves. */
  INT4
}
