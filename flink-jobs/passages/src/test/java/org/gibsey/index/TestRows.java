package org.gibsey.index;

import java.util.Random;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;

/** Rows to index, with vectors that are random but the same for the same seed. */
public final class TestRows {
  public static final int DIMENSION = 16;
  public static final String MODEL = "test-model";

  private TestRows() {}

  public static String key(String book, int page) {
    return "{\"book_id\":\"%s\",\"page_num\":%d}".formatted(book, page);
  }

  /** A row with one passage for each text. */
  public static EmbeddedRow row(String rowKey, long writeTime, String... texts) {
    Passage[] passages = new Passage[texts.length];
    float[][] vectors = new float[texts.length][];
    int start = 0;
    for (int i = 0; i < texts.length; i++) {
      passages[i] = new Passage(i, start, start + texts[i].length(), texts[i]);
      vectors[i] = vector(texts[i].hashCode());
      start += texts[i].length();
    }
    RowVersion version =
        new RowVersion(
            "pages",
            rowKey,
            writeTime,
            writeTime,
            true,
            false,
            "The Title",
            String.join("", texts),
            new FieldValue[] {
              new FieldValue("title", "The Title"), new FieldValue("speaker", "Edda")
            },
            new SourcePosition("topic", 3, writeTime));
    return new EmbeddedRow(version, "hash-" + writeTime, MODEL, passages, vectors);
  }

  public static EmbeddedRow gone(String rowKey, long writeTime) {
    RowVersion version =
        new RowVersion(
            "pages",
            rowKey,
            writeTime,
            writeTime,
            false,
            true,
            null,
            null,
            new FieldValue[0],
            new SourcePosition("topic", 3, writeTime));
    return new EmbeddedRow(version, "", "", new Passage[0], new float[0][]);
  }

  /** The same row with other vectors. */
  public static EmbeddedRow withVectors(EmbeddedRow row, float[]... vectors) {
    return new EmbeddedRow(row.row(), row.textHash(), row.model(), row.passages(), vectors);
  }

  public static float[] vector(long seed) {
    return vector(seed, DIMENSION);
  }

  /** A random unit vector. */
  public static float[] vector(long seed, int dimension) {
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
}
