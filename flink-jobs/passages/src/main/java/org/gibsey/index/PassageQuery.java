package org.gibsey.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to one shard. At least one of {@code text} and {@code vector} is given; each that is
 * given yields a ranked list of its own.
 *
 * @param text any text; its words are looked up, no character has a meaning as syntax
 * @param vector unit vector of the index's dimension
 * @param keyEquals key columns and the values that a hit must have
 * @param limit number of rows wanted in each list, 1 to {@value #HIGHEST_LIMIT}
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to Lucene, never compared
public record PassageQuery(
    @Nullable String text, float @Nullable [] vector, Map<String, String> keyEquals, int limit) {
  /** Most rows that can be asked for. */
  public static final int HIGHEST_LIMIT = 1_000;

  // Spelled out because a compact constructor loses the annotation of its array in the class file.
  public PassageQuery(
      @Nullable String text, float @Nullable [] vector, Map<String, String> keyEquals, int limit) {
    if (text == null && vector == null) {
      throw new IllegalArgumentException("a query needs a text or a vector");
    }
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
    }
    this.text = text;
    this.vector = vector;
    this.keyEquals = Map.copyOf(keyEquals);
    this.limit = limit;
  }
}
