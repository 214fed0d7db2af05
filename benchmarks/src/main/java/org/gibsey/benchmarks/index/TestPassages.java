package org.gibsey.benchmarks.index;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.index.IndexDefinition;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.gibsey.text.TextHash;

/**
 * Rows of one passage each, as {@code IndexPassages} gets them. Made when asked for and the same
 * for the same seed; safe for use by many threads.
 *
 * <p>Every row has the key columns {@link #BOOK} and {@link #PAGE}, the keyword {@link #GENRE}, the
 * number {@link #RANK} and the time {@link #WRITTEN}. The values of book, genre, rank and time are
 * dealt out in one hundred equally frequent slots, each column in another order, which makes
 * filters of known {@link Selectivity}.
 */
public final class TestPassages {
  /** The collection that all rows belong to. */
  public static final String COLLECTION = "pages";

  /** Key column: a book that holds 1, 10 or 50 % of the rows, or one of all others. */
  public static final String BOOK = "book_id";

  /** Key column: the row's number. */
  public static final String PAGE = "page_num";

  /** Keyword: as {@link #BOOK}. */
  public static final String GENRE = "genre";

  /** Number from 0 to 99.99: the filter {@code rank < percent} lets so many percent through. */
  public static final String RANK = "rank";

  /** Time: {@link #timeBefore} of a percentage lets so many percent through. */
  public static final String WRITTEN = "written";

  private static final Map<String, FieldType> FILTERS =
      Map.of(GENRE, FieldType.KEYWORD, RANK, FieldType.NUMBER, WRITTEN, FieldType.TIME);

  private static final int SLOTS = 100;
  private static final String TOPIC = "gibsey.gibsey.pages";
  private static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");
  private static final long SLOT_SECONDS = 10 * 24 * 3600;
  private static final long MICROS = 1_000_000;

  private final PassageSource source;

  /** Rows of these passages. */
  public TestPassages(PassageSource source) {
    this.source = source;
  }

  /**
   * Rows with vectors that are spread like those of text, see {@link SyntheticPassages}.
   *
   * @param size number of rows, at least 1
   */
  public static TestPassages synthetic(int size, long seed) {
    return new TestPassages(new SyntheticPassages(size, seed));
  }

  /** What an index of these rows is like, every column being filterable. */
  public static IndexDefinition definition(VectorEncoding encoding) {
    return new IndexDefinition(List.of(BOOK, PAGE), FILTERS, encoding);
  }

  /** Where texts, vectors and questions come from. */
  public PassageSource source() {
    return source;
  }

  /** Number of rows. */
  public int size() {
    return source.size();
  }

  /** Canonical key of a row. */
  public String rowKey(int number) {
    return "{\"book_id\":\"%s\",\"page_num\":%d}".formatted(share(slot(number, 1)), number);
  }

  /** The number in a key that {@link #rowKey} made. */
  public static int number(String rowKey) {
    return Integer.parseInt(rowKey.substring(rowKey.lastIndexOf(':') + 1, rowKey.length() - 1));
  }

  /** First version of a row. */
  public EmbeddedRow row(int number) {
    return row(number, 0);
  }

  /**
   * A version of a row. Each has a vector and a text of its own; key and metadata stay.
   *
   * @param number 0 to {@code size() - 1}
   * @param version from 0; a higher one is newer by so many seconds
   */
  public EmbeddedRow row(int number, int version) {
    long time = (EPOCH.getEpochSecond() + version) * MICROS;
    String text = source.text(number, version);
    String title = "Page " + number;
    RowVersion row =
        new RowVersion(
            COLLECTION,
            rowKey(number),
            time,
            time,
            true,
            version > 0,
            title,
            text,
            fields(number),
            new SourcePosition(TOPIC, 0, (long) version * size() + number));
    return new EmbeddedRow(
        row,
        TextHash.of(title, text),
        source.model(),
        new Passage[] {new Passage(0, 0, text.length(), text)},
        new float[][] {source.vector(number, version)});
  }

  /** A row that is deleted, in the order of its versions. */
  public EmbeddedRow deletion(int number, int version) {
    long time = (EPOCH.getEpochSecond() + version) * MICROS;
    RowVersion row =
        new RowVersion(
            COLLECTION,
            rowKey(number),
            time,
            time,
            false,
            true,
            null,
            null,
            new FieldValue[0],
            new SourcePosition(TOPIC, 0, (long) version * size() + number));
    return new EmbeddedRow(row, "", "", new Passage[0], new float[0][]);
  }

  /** Whether the filters by book of this selectivity let a row through. */
  public boolean inBook(int number, Selectivity selectivity) {
    return share(slot(number, 1)).equals(value(selectivity));
  }

  /** Whether the filters by genre of this selectivity let a row through. */
  public boolean inGenre(int number, Selectivity selectivity) {
    return share(slot(number, 2)).equals(value(selectivity));
  }

  /** Whether {@code rank < percent} holds. */
  public boolean ranksBelow(int number, int percent) {
    return slot(number, 3) < percent;
  }

  /** Whether {@code written < timeBefore(percent)} holds. */
  public boolean writtenBefore(int number, int percent) {
    return slot(number, 4) < percent;
  }

  /** The value of {@link #BOOK} and {@link #GENRE} that so many rows have. */
  public static String value(Selectivity selectivity) {
    return "share-" + selectivity.percent();
  }

  /** The instant, in ISO 8601, before which so many percent of the rows were written. */
  public static String timeBefore(int percent) {
    return EPOCH.plusSeconds(percent * SLOT_SECONDS).toString();
  }

  private FieldValue[] fields(int number) {
    int time = slot(number, 4);
    return new FieldValue[] {
      new FieldValue(GENRE, share(slot(number, 2))),
      new FieldValue(RANK, "%d.%02d".formatted(slot(number, 3), number % SLOTS)),
      new FieldValue(
          WRITTEN, EPOCH.plusSeconds(time * SLOT_SECONDS + number % SLOT_SECONDS).toString())
    };
  }

  /** Of one hundred rows in a row, each has another slot; columns order them differently. */
  private static int slot(int number, int column) {
    int block = number / SLOTS;
    int[] steps = {1, 37, 61, 73, 89};
    // The steps have no common divisor with 100.
    return Math.floorMod(number * (long) steps[column] + (long) block * (7 * column + 3), SLOTS);
  }

  private static String share(int slot) {
    int left = slot;
    for (Selectivity selectivity : Selectivity.values()) {
      if (left < selectivity.percent()) {
        return value(selectivity);
      }
      left -= selectivity.percent();
    }
    return "share-other";
  }
}
