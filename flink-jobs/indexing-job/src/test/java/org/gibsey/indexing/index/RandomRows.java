package org.gibsey.indexing.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.gibsey.text.TextHash;
import org.jspecify.annotations.Nullable;

/**
 * Versions of rows from a random generator: upserts of one to four passages, and deletions. Each
 * passage has a word and a vector that no other passage of any version has.
 */
final class RandomRows {
  static final int DIMENSION = 8;
  static final String MODEL = "model";

  private static final List<String> WORDS =
      List.of("bell", "salt", "tide", "beam", "pan", "stair", "peat", "crust", "hammer", "brine");

  private final Random random;
  private final int rowsPerCollection;
  private long clock;

  /**
   * @param rowsPerCollection number of different keys in each collection
   */
  RandomRows(Random random, int rowsPerCollection) {
    this(random, rowsPerCollection, 0);
  }

  /**
   * @param clock time of the newest version that there is already
   */
  RandomRows(Random random, int rowsPerCollection, long clock) {
    this.random = random;
    this.rowsPerCollection = rowsPerCollection;
    this.clock = clock;
  }

  /** The next version of some row of some of the collections. */
  EmbeddedRow next(List<String> collections) {
    clock += 1 + random.nextInt(3);
    String collection = collections.get(random.nextInt(collections.size()));
    int number = random.nextInt(rowsPerCollection);
    return random.nextInt(5) == 0
        ? gone(collection, key(number), clock)
        : row(collection, key(number));
  }

  /** A row of one long passage that no compression makes much smaller. */
  EmbeddedRow large(String collection, int number, int words) {
    clock++;
    StringBuilder text = new StringBuilder(ownWord(collection, clock, 0));
    for (int word = 0; word < words; word++) {
      text.append(' ').append(Long.toString(random.nextLong(), Character.MAX_RADIX));
    }
    String whole = text.toString();
    return new EmbeddedRow(
        version(collection, key(number), clock, clock, null, whole, fields()),
        TextHash.of(null, whole),
        MODEL,
        new Passage[] {new Passage(0, 0, whole.length(), whole)},
        new float[][] {Rows.vector(random.nextLong(), DIMENSION)});
  }

  /** Words by which the passages of a row, and no others, are found. */
  static List<String> ownWords(EmbeddedRow row) {
    List<String> words = new ArrayList<>();
    for (Passage passage : row.passages()) {
      words.add(ownWord(row.row().collection(), row.row().versionTimeMicros(), passage.number()));
    }
    return words;
  }

  static String key(int number) {
    return "{\"book_id\":\"book-%d\",\"page_num\":%d}".formatted(number % 3, number);
  }

  static EmbeddedRow gone(String collection, String key, long time) {
    return new EmbeddedRow(
        version(collection, key, time, time, null, null, new FieldValue[0]),
        "",
        "",
        new Passage[0],
        new float[0][]);
  }

  private EmbeddedRow row(String collection, String key) {
    Passage[] passages = new Passage[1 + random.nextInt(4)];
    float[][] vectors = new float[passages.length][];
    StringBuilder whole = new StringBuilder();
    for (int number = 0; number < passages.length; number++) {
      String text = text(collection, number);
      passages[number] = new Passage(number, whole.length(), whole.length() + text.length(), text);
      vectors[number] = Rows.vector(random.nextLong(), DIMENSION);
      whole.append(text);
    }
    String title = random.nextBoolean() ? "Title " + clock : null;
    RowVersion version =
        version(
            collection, key, clock, clock - random.nextInt(2), title, whole.toString(), fields());
    return new EmbeddedRow(version, TextHash.of(title, whole.toString()), MODEL, passages, vectors);
  }

  private String text(String collection, int number) {
    StringBuilder text = new StringBuilder(ownWord(collection, clock, number));
    for (int words = random.nextInt(6); words >= 0; words--) {
      text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.append(". ").toString();
  }

  private FieldValue[] fields() {
    FieldValue[] fields = new FieldValue[random.nextInt(3)];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new FieldValue("field_" + i, "value " + random.nextInt(5));
    }
    return fields;
  }

  /** Only of letters and digits, and ending in one that no stemmer takes away. */
  private static String ownWord(String collection, long time, int number) {
    return "own%sv%dp%d".formatted(collection, time, number);
  }

  private static RowVersion version(
      String collection,
      String key,
      long versionTime,
      long writeTime,
      @Nullable String title,
      @Nullable String text,
      FieldValue[] fields) {
    return new RowVersion(
        collection,
        key,
        writeTime,
        versionTime,
        text != null,
        false,
        title,
        text,
        fields,
        new SourcePosition("gibsey.gibsey." + collection, (int) (versionTime % 4), versionTime));
  }
}
