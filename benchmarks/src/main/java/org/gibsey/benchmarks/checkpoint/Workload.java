package org.gibsey.benchmarks.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;

/**
 * First every row once, then rows drawn at random, each in a newer version. The same for the same
 * seed.
 */
final class Workload {
  private final TestPassages passages;
  private final int perVersion;
  private final long seed;
  private long passed;

  /**
   * Makes it.
   *
   * @param perVersion rows after which versions rise
   */
  Workload(TestPassages passages, int perVersion, long seed) {
    this.passages = passages;
    this.perVersion = perVersion;
    this.seed = seed;
  }

  /** The row of a number, from 0. */
  EmbeddedRow row(long number) {
    if (number < passages.size()) {
      return passages.row((int) number);
    }
    long change = number - passages.size();
    int drawn = new SplittableRandom(seed + 31 * change).split().nextInt(passages.size());
    return passages.row(drawn, (int) (change / perVersion) + 1);
  }

  /** Bytes of the documents of the next rows. */
  long passed(long count) {
    long bytes = 0;
    for (long i = 0; i < count; i++) {
      bytes += bytes(row(passed));
      passed++;
    }
    return bytes;
  }

  /** Vector, text, title, key and metadata columns. */
  private static long bytes(EmbeddedRow row) {
    long bytes = utf8(row.row().rowKey());
    String title = row.row().title();
    bytes += title == null ? 0 : utf8(title);
    for (FieldValue field : row.row().fields()) {
      bytes += utf8(field.name()) + utf8(field.value());
    }
    for (Passage passage : row.passages()) {
      bytes += utf8(passage.text());
    }
    for (float[] vector : row.vectors()) {
      bytes += (long) Float.BYTES * vector.length;
    }
    return bytes;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
