package org.gibsey.index;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says of the index besides its documents.
 *
 * @param newestWriteTimeMicros highest write time ever applied, deletes included, or null
 * @param vectors what the vectors have in common, or null before the first one
 */
record CommitData(@Nullable Long newestWriteTimeMicros, @Nullable VectorSpace vectors) {
  /**
   * Fields and analysis of {@link PassageDocuments}.
   *
   * <ol>
   *   <li>The document of a row that left the index holds its version time alone.
   *   <li>It holds the write time and the source, too; columns that can be filtered have fields.
   * </ol>
   *
   * <p>Documents keep the format they were written in, so an index holds all formats up to its own.
   */
  static final int FORMAT = 2;

  static final CommitData EMPTY = new CommitData(null, null);

  private static final String FORMAT_KEY = "format";
  private static final String NEWEST_KEY = "newest_write_time_micros";
  private static final String MODEL_KEY = "model";
  private static final String DIMENSION_KEY = "dimension";

  /**
   * Reads what {@link #toMap} wrote.
   *
   * @throws IllegalStateException when a newer release wrote it
   */
  static CommitData of(Map<String, String> written) {
    String format = written.get(FORMAT_KEY);
    if (format == null) {
      return EMPTY;
    }
    if (Integer.parseInt(format) > FORMAT) {
      throw new IllegalStateException(
          "the index has format %s and this release reads up to %d: use the release that wrote it"
              .formatted(format, FORMAT));
    }
    String newest = written.get(NEWEST_KEY);
    String model = written.get(MODEL_KEY);
    String dimension = written.get(DIMENSION_KEY);
    return new CommitData(
        newest == null ? null : Long.valueOf(newest),
        model == null || dimension == null
            ? null
            : new VectorSpace(model, Integer.parseInt(dimension)));
  }

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(FORMAT_KEY, Integer.toString(FORMAT));
    if (newestWriteTimeMicros != null) {
      map.put(NEWEST_KEY, Long.toString(newestWriteTimeMicros));
    }
    if (vectors != null) {
      map.put(MODEL_KEY, vectors.model());
      map.put(DIMENSION_KEY, Integer.toString(vectors.dimension()));
    }
    return map;
  }

  /** The same with one more applied row. */
  CommitData plus(long writeTimeMicros, @Nullable VectorSpace rowVectors) {
    long newest =
        newestWriteTimeMicros == null
            ? writeTimeMicros
            : Math.max(newestWriteTimeMicros, writeTimeMicros);
    return new CommitData(newest, vectors == null ? rowVectors : vectors);
  }
}
