package org.gibsey.index;

import java.util.List;
import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A passage as one shard found it.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param score dot product in [-1, 1] or BM25 score, depending on the list it stands in
 * @param passage the passage
 * @param fields metadata columns of the row, in their declared order
 * @param source the change event that made the row what it is
 * @param writeTimeMicros the row's write time in microseconds since 1970
 * @param textHash hex SHA-256 of the row's title and text
 * @param model identity of the vectors
 * @param vector the passage's unit vector, or null when it was not asked for
 * @param highlights the query's words in the passage; empty when they were not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // only read, never compared
public record FoundPassage(
    String rowKey,
    float score,
    Passage passage,
    Map<String, String> fields,
    SourcePosition source,
    long writeTimeMicros,
    String textHash,
    String model,
    float @Nullable [] vector,
    List<Highlight> highlights) {
  /** A passage of which nothing besides was asked for. */
  public FoundPassage(
      String rowKey,
      float score,
      Passage passage,
      Map<String, String> fields,
      SourcePosition source,
      long writeTimeMicros,
      String textHash,
      String model) {
    this(rowKey, score, passage, fields, source, writeTimeMicros, textHash, model, null, List.of());
  }

  /** The same passage with what was asked for besides. */
  public FoundPassage with(float @Nullable [] itsVector, List<Highlight> itsHighlights) {
    return new FoundPassage(
        rowKey,
        score,
        passage,
        fields,
        source,
        writeTimeMicros,
        textHash,
        model,
        itsVector,
        itsHighlights);
  }
}
