package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * CQL types whose values this program writes as JSON just as the connector does. Others are
 * refused: varint and decimal reach the topic with digits lost, inet with a slash before it, and so
 * on.
 */
enum ColumnType {
  TEXT,
  ASCII,
  TINYINT,
  SMALLINT,
  INT,
  BIGINT,
  UUID,
  TIMEUUID,
  BOOLEAN,
  /** Days since 1970. */
  DATE,
  /** Milliseconds since 1970. */
  TIMESTAMP,
  /** Nanoseconds since midnight. */
  TIME;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The type of that name, as {@code system_schema.columns} writes it; empty for any other. */
  static Optional<ColumnType> named(String cql) {
    return Arrays.stream(values()).filter(type -> type.cql().equals(cql)).findFirst();
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(ColumnType::cql).collect(Collectors.joining(", "));
  }

  private String cql() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A value as the connector writes it.
   *
   * @param value of the driver's class for this type
   */
  static JsonNode toJson(Object value) {
    return switch (value) {
      case String text -> JSON.textNode(text);
      case java.util.UUID uuid -> JSON.textNode(uuid.toString());
      case Byte number -> JSON.numberNode((long) number);
      case Short number -> JSON.numberNode((long) number);
      case Integer number -> JSON.numberNode((long) number);
      case Long number -> JSON.numberNode((long) number);
      case Boolean truth -> JSON.booleanNode(truth);
      case LocalDate date -> JSON.numberNode(date.toEpochDay());
      case Instant instant -> JSON.numberNode(instant.toEpochMilli());
      case LocalTime time -> JSON.numberNode(time.toNanoOfDay());
      default -> throw new IllegalArgumentException("no column has a " + value.getClass());
    };
  }

  /**
   * The value that the driver binds, from what {@link #toJson} made of it.
   *
   * @throws IllegalArgumentException when it is not a value of this type
   */
  Object ofJson(JsonNode json) {
    return switch (this) {
      case TEXT, ASCII -> text(json);
      case UUID, TIMEUUID -> java.util.UUID.fromString(text(json));
      case BOOLEAN -> {
        if (!json.isBoolean()) {
          throw new IllegalArgumentException(json + " is not true or false");
        }
        yield json.booleanValue();
      }
      case TINYINT -> (byte) number(json, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> (short) number(json, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) number(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> number(json, Long.MIN_VALUE, Long.MAX_VALUE);
      case DATE -> LocalDate.ofEpochDay(number(json, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case TIMESTAMP -> Instant.ofEpochMilli(number(json, Long.MIN_VALUE, Long.MAX_VALUE));
      case TIME -> LocalTime.ofNanoOfDay(number(json, 0, LocalTime.MAX.toNanoOfDay()));
    };
  }

  private static String text(JsonNode json) {
    if (!json.isTextual()) {
      throw new IllegalArgumentException(json + " is not text");
    }
    return json.textValue();
  }

  private static long number(JsonNode json, long least, long most) {
    if (!json.isIntegralNumber()
        || !json.canConvertToLong()
        || json.longValue() < least
        || json.longValue() > most) {
      throw new IllegalArgumentException(json + " is not a whole number in its range");
    }
    return json.longValue();
  }
}
