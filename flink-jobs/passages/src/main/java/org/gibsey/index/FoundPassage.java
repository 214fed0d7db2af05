package org.gibsey.index;

import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.Passage;

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
 */
public record FoundPassage(
    String rowKey,
    float score,
    Passage passage,
    Map<String, String> fields,
    SourcePosition source,
    long writeTimeMicros,
    String textHash,
    String model) {}
