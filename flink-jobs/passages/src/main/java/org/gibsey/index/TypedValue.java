package org.gibsey.index;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the text of a column as its declared type, in rows and in questions alike. */
final class TypedValue {
  static final String NUMBER_RULE = "a decimal number";
  static final String TIME_RULE =
      "a date or time in ISO 8601 such as 2026-05-01 or 2026-05-01T09:30:00Z, or milliseconds since"
          + " 1970";

  /**
   * Whole numbers below this are days since 1970, which is how Debezium tells Cassandra's type
   * {@code date}. As milliseconds they would all lie within three hours of the beginning of 1970.
   */
  static final long LEAST_MILLIS = 10_000_000;

  /** A hundred million days on either side of 1970. */
  private static final long MOST_MILLIS = 8_640_000_000_000_000L;

  private static final long MILLIS_OF_DAY = 86_400_000;
  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_SHOWN = 80;

  private TypedValue() {}

  /** The double nearest to a decimal number, or empty when the text is none or too large. */
  static OptionalDouble number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return OptionalDouble.empty();
    }
    try {
      // Refuses what is no decimal number and Double.parseDouble would take: NaN, 0x1p3, 1d.
      double value = new BigDecimal(text).doubleValue();
      // Lucene tells the two zeros apart; adding makes them one.
      return Double.isFinite(value) ? OptionalDouble.of(value + 0.0) : OptionalDouble.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  /** Milliseconds since 1970, or empty when the text is no time or one beyond all calendars. */
  static OptionalLong time(String text) {
    try {
      long millis = anyMillis(text);
      return millis < -MOST_MILLIS || millis > MOST_MILLIS
          ? OptionalLong.empty()
          : OptionalLong.of(millis);
    } catch (DateTimeException | ArithmeticException | NumberFormatException notATime) {
      return OptionalLong.empty();
    }
  }

  /** Says that a condition's value can't be read as the type of its column. */
  static InvalidFilterException refused(String column, String text, String rule) {
    String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    return new InvalidFilterException(
        "the column '%s' can't be compared with '%s': it needs %s".formatted(column, shown, rule));
  }

  private static long anyMillis(String text) {
    if (text.indexOf('T') >= 0) {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
    if (text.indexOf('-', 1) > 0) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
    long number = Long.parseLong(text);
    boolean days = -LEAST_MILLIS < number && number < LEAST_MILLIS;
    return days ? number * MILLIS_OF_DAY : number;
  }
}
