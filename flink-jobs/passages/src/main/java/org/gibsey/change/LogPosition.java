package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Write times of relational databases, whose clocks are too coarse to order the changes of a row:
 * the place in the log orders those of the same time.
 *
 * <p>PostgreSQL gives {@code source.lsn}; MySQL and MariaDB {@code source.file} and {@code pos},
 * which become the number of the binlog file times 2³² plus the position. Other databases have the
 * sequence 0: of their changes of one row at one time the cells' rules decide, not the log. So they
 * do between two rows of one MySQL statement that swap a key.
 */
final class LogPosition {
  private static final Pattern BINLOG_FILE = Pattern.compile(".*\\.([0-9]{1,9})");
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private LogPosition() {}

  /**
   * The write time of an event.
   *
   * @param source the event's {@code source}
   * @param op the event's {@code op}
   */
  static WriteTime writeTime(JsonNode source, String op) throws RejectedException {
    long micros =
        source.path("ts_us").isIntegralNumber()
            ? Fields.wholeNumber(source, "ts_us")
            : Math.multiplyExact(millis(source), MICROS_PER_MILLI);
    if (source.path("lsn").isIntegralNumber()) {
      return new WriteTime(micros, Fields.wholeNumber(source, "lsn"));
    }
    Matcher file = BINLOG_FILE.matcher(source.path("file").asText(""));
    if (!file.matches() || !source.path("pos").isIntegralNumber()) {
      return new WriteTime(micros, 0);
    }
    long sequence = (Long.parseLong(file.group(1)) << 32) + Fields.wholeNumber(source, "pos");
    // A snapshot has a finer clock than the binlog: a change of its second must not seem older.
    return new WriteTime(
        op.equals("r") ? Math.floorDiv(micros, MICROS_PER_SECOND) * MICROS_PER_SECOND : micros,
        sequence);
  }

  private static long millis(JsonNode source) throws RejectedException {
    long millis = Fields.wholeNumber(source, "ts_ms");
    if (Math.abs(millis) > Long.MAX_VALUE / MICROS_PER_MILLI) {
      throw RejectedException.malformed("'ts_ms' is not a time in milliseconds");
    }
    return millis;
  }
}
