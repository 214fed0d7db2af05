package org.gibsey.api.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.FieldType;

/** Turns the JSON value of a condition into the text that the index reads as the column's type. */
final class FilterValue {
  /** Longest text of a value in UTF-16 units. */
  static final int MAX_LENGTH = 1_000;

  /** A hundred million days on either side of 1970. */
  private static final long MOST_MILLIS = 8_640_000_000_000_000L;

  private FilterValue() {}

  /**
   * The value as text.
   *
   * @param place where the value stands in the body, for the message
   * @throws Problem when the value is not of the column's type
   */
  static String of(JsonNode value, FieldType type, String place) {
    return switch (type) {
      case KEYWORD -> keyword(value, place);
      case NUMBER -> number(value, place);
      case TIME -> time(value, place);
    };
  }

  private static String keyword(JsonNode value, String place) {
    if (value.isTextual()) {
      return text(value, place);
    }
    if (value.isBoolean() || isFinite(value)) {
      return value.asText();
    }
    throw refused(place, "a string, a number or a boolean");
  }

  private static String number(JsonNode value, String place) {
    if (isFinite(value)) {
      return value.asText();
    }
    throw refused(place, "a number, because the column holds numbers");
  }

  /** The index reads small whole numbers as days, so milliseconds go to it as what they mean. */
  private static String time(JsonNode value, String place) {
    if (value.isTextual()) {
      return text(value, place);
    }
    if (value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= -MOST_MILLIS
        && value.longValue() <= MOST_MILLIS) {
      return Instant.ofEpochMilli(value.longValue()).toString();
    }
    throw refused(
        place,
        "a time, because the column holds times: in ISO 8601 such as 2026-05-01T09:30:00Z, or in"
            + " milliseconds since 1970");
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue());
  }

  private static String text(JsonNode value, String place) {
    String text = value.textValue();
    if (text.length() > MAX_LENGTH) {
      throw refused(place, "at most " + MAX_LENGTH + " characters long");
    }
    QueryText.requireWellFormed(text, place);
    return text;
  }

  private static Problem refused(String place, String needed) {
    return new Problem(
        ProblemType.INVALID_VALUE, "The field '" + place + "' must be " + needed + ".");
  }
}
