package org.gibsey.shard;

/** How passages are ranked. */
public enum SearchMode {
  /** By the dot product of unit vectors. */
  VECTOR,
  /** By BM25 over title and text. */
  TEXT,
  /** By reciprocal rank fusion of the two. */
  HYBRID
}
