package org.gibsey.indexing.index;

import java.util.Random;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;

/** Rows to index, with vectors that are random but the same for the same text. */
final class Rows {
  static final int DIMENSION = 16;

  private Rows() {}

  static String key(int page) {
    return "{\"book_id\":\"book\",\"page_num\":%d}".formatted(page);
  }

  static EmbeddedRow row(int page, long writeTime, String... texts) {
    return row("pages", page, writeTime, DIMENSION, texts);
  }

  static EmbeddedRow row(
      String collection, int page, long writeTime, int dimension, String... texts) {
    Passage[] passages = new Passage[texts.length];
    float[][] vectors = new float[texts.length][];
    int start = 0;
    for (int i = 0; i < texts.length; i++) {
      passages[i] = new Passage(i, start, start + texts[i].length(), texts[i]);
      vectors[i] = vector(texts[i].hashCode(), dimension);
      start += texts[i].length();
    }
    return new EmbeddedRow(
        version(collection, page, writeTime, String.join("", texts)),
        "hash",
        "model",
        passages,
        vectors);
  }

  static EmbeddedRow gone(int page, long writeTime) {
    return new EmbeddedRow(
        version("pages", page, writeTime, null), "", "", new Passage[0], new float[0][]);
  }

  static float[] vector(long seed, int dimension) {
    Random random = new Random(seed);
    float[] vector = new float[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < dimension; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  private static RowVersion version(
      String collection, int page, long writeTime, @Nullable String text) {
    return new RowVersion(
        collection,
        key(page),
        writeTime,
        writeTime,
        text != null,
        false,
        null,
        text,
        new FieldValue[] {new FieldValue("speaker", "Edda")},
        new SourcePosition("topic", 0, writeTime));
  }
}
