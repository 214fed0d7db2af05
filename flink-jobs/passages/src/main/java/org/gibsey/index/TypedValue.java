package org.gibsey.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the text of a column's value as its declared type. */
final class TypedValue {
  private TypedValue() {}

  /** A finite decimal number, or empty when the text is none. */
  static OptionalDouble number(String text) {
    try {
      double number = Double.parseDouble(text.strip());
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Milliseconds since 1970 of an instant: a whole number means just that, a date its first instant
   * in UTC, anything else is read as ISO 8601 with an offset. Empty when the text is none.
   */
  static OptionalLong time(String text) {
    String time = text.strip();
    try {
      return OptionalLong.of(Long.parseLong(time));
    } catch (NumberFormatException notMillis) {
      return isoTime(time);
    }
  }

  private static OptionalLong isoTime(String time) {
    try {
      Instant instant =
          time.contains("T")
              ? OffsetDateTime.parse(time).toInstant()
              : LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant();
      return OptionalLong.of(instant.toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
