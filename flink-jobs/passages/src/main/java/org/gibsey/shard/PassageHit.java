package org.gibsey.shard;

import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.Passage;
import org.jspecify.annotations.Nullable;

/**
 * The best passage of a row that answers a query.
 *
 * @param rowKey canonical JSON object of the key columns
 * @param score what the hits are ordered by: dot product, BM25 or fused reciprocal ranks
 * @param vectorScore dot product with the query in [-1, 1], or null when not among the vector hits
 * @param textScore BM25 score, or null when not among the text hits
 * @param passage the passage
 * @param fields metadata columns of the row
 * @param source the change event that made the row what it is
 * @param writeTimeMicros the row's write time in microseconds since 1970
 * @param textHash hex SHA-256 of the row's title and text
 * @param model identity of the vectors
 */
public record PassageHit(
    String rowKey,
    double score,
    @Nullable Float vectorScore,
    @Nullable Float textScore,
    Passage passage,
    Map<String, String> fields,
    SourcePosition source,
    long writeTimeMicros,
    String textHash,
    String model) {}
