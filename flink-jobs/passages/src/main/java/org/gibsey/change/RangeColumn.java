package org.gibsey.change;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A clustering column as the ends of ranges describe it: by the name of Cassandra's class for its
 * type, in {@code ReversedType(…)} when it clusters in descending order.
 */
record RangeColumn(Type type, boolean descending) {
  private static final String PACKAGE = "org.apache.cassandra.db.marshal.";
  private static final String REVERSED = "ReversedType(";

  /** The types whose order is known; varint and decimal are no numbers in the keys of events. */
  private static final Map<String, Type> TYPES =
      Map.of(
          "ByteType", Type.INTEGER,
          "ShortType", Type.INTEGER,
          "Int32Type", Type.INTEGER,
          "LongType", Type.INTEGER,
          "TimestampType", Type.TIMESTAMP,
          "SimpleDateType", Type.DATE,
          "UTF8Type", Type.TEXT,
          "AsciiType", Type.TEXT,
          "UUIDType", Type.UUID,
          "TimeUUIDType", Type.TIMEUUID);

  private enum Type {
    INTEGER(ClusteringOrder.NUMBER),
    TIMESTAMP(ClusteringOrder.NUMBER),
    DATE(ClusteringOrder.NUMBER),
    TEXT(ClusteringOrder.TEXT),
    UUID(ClusteringOrder.UUID),
    TIMEUUID(ClusteringOrder.TIMEUUID);

    private final ClusteringOrder order;

    Type(ClusteringOrder order) {
      this.order = order;
    }
  }

  /** The column of a type, or empty when the order of that type is not known here. */
  static Optional<RangeColumn> of(String typeName) {
    String name = typeName.replace(PACKAGE, "");
    boolean descending = name.startsWith(REVERSED) && name.endsWith(")");
    String plain = descending ? name.substring(REVERSED.length(), name.length() - 1) : name;
    return Optional.ofNullable(TYPES.get(plain)).map(type -> new RangeColumn(type, descending));
  }

  /**
   * The end of a range at a value as Cassandra's {@code getString} prints it.
   *
   * @throws DateTimeException or {@link IllegalArgumentException} when it is not of the type
   */
  BoundValue bound(String column, String printed) {
    String value =
        switch (type) {
          case INTEGER -> String.valueOf(Long.parseLong(printed));
          // Keys of events have milliseconds since 1970, and days since 1970.
          case TIMESTAMP -> String.valueOf(Instant.parse(printed).toEpochMilli());
          case DATE -> String.valueOf(LocalDate.parse(printed).toEpochDay());
          case UUID, TIMEUUID -> UUID.fromString(printed).toString();
          case TEXT -> printed;
        };
    if (type == Type.TIMEUUID && UUID.fromString(printed).version() != 1) {
      throw new IllegalArgumentException("a timeuuid of another version than 1");
    }
    return new BoundValue(column, value, type.order, descending);
  }
}
