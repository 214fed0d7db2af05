package org.gibsey.shard;

import java.util.List;
import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.Highlight;
import org.gibsey.row.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A passage that answers a query: the best one of its row, or one of several when the hits are
 * passages.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param score what the hits are ordered by: dot product, BM25 or fused reciprocal ranks
 * @param vectorScore dot product with the query in [-1, 1], or null when not among the vector hits
 * @param textScore BM25 score, or null when not among the text hits
 * @param vectorRank place among the vector hits, from 1, or null when not among them
 * @param textRank place among the text hits, from 1, or null when not among them
 * @param passage the passage
 * @param fields metadata columns of the row
 * @param source the change event that made the row what it is
 * @param writeTimeMicros the row's write time in microseconds since 1970
 * @param textHash hex SHA-256 of the row's title and text
 * @param model identity of the vectors
 * @param vector the passage's unit vector, or null when it was not asked for
 * @param highlights where the query's words stand in the passage, in order, none overlapping
 *     another; empty when they were not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // only read, never compared
public record PassageHit(
    String rowKey,
    double score,
    @Nullable Float vectorScore,
    @Nullable Float textScore,
    @Nullable Integer vectorRank,
    @Nullable Integer textRank,
    Passage passage,
    Map<String, String> fields,
    SourcePosition source,
    long writeTimeMicros,
    String textHash,
    String model,
    float @Nullable [] vector,
    List<Highlight> highlights) {
  /** A hit without ranks, vector and highlights. */
  public PassageHit(
      String rowKey,
      double score,
      @Nullable Float vectorScore,
      @Nullable Float textScore,
      Passage passage,
      Map<String, String> fields,
      SourcePosition source,
      long writeTimeMicros,
      String textHash,
      String model) {
    this(
        rowKey,
        score,
        vectorScore,
        textScore,
        null,
        null,
        passage,
        fields,
        source,
        writeTimeMicros,
        textHash,
        model,
        null,
        List.of());
  }
}
