package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;

/** How Cassandra orders the values of a clustering column, given as text. Part of the state. */
public enum ClusteringOrder {
  /** By number: the integers, and timestamps and dates, which are numbers in the keys of events. */
  NUMBER {
    @Override
    int compare(String a, String b) {
      return new BigDecimal(a).compareTo(new BigDecimal(b));
    }
  },
  /** By the bytes of the UTF-8 text. */
  TEXT {
    @Override
    int compare(String a, String b) {
      return Arrays.compareUnsigned(
          a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
  },
  /**
   * By version; those of version 1 by time; then by the bytes without sign. As Cassandra's {@code
   * UUIDType}.
   */
  UUID {
    @Override
    int compare(String a, String b) {
      return UUIDS.compare(java.util.UUID.fromString(a), java.util.UUID.fromString(b));
    }
  },
  /** By time, then by the lower bytes, each with its sign. As Cassandra's {@code TimeUUIDType}. */
  TIMEUUID {
    @Override
    int compare(String a, String b) {
      return TIMEUUIDS.compare(java.util.UUID.fromString(a), java.util.UUID.fromString(b));
    }
  };

  private static final long SIGN_OF_EVERY_BYTE = 0x8080808080808080L;

  private static final Comparator<UUID> UUIDS =
      Comparator.comparingInt(java.util.UUID::version)
          .thenComparing(
              uuid -> uuid.version() == 1 ? uuid.timestamp() : uuid.getMostSignificantBits(),
              Long::compareUnsigned)
          .thenComparing(java.util.UUID::getLeastSignificantBits, Long::compareUnsigned);

  private static final Comparator<UUID> TIMEUUIDS =
      Comparator.comparingLong(java.util.UUID::timestamp)
          .thenComparing(
              uuid -> uuid.getLeastSignificantBits() ^ SIGN_OF_EVERY_BYTE, Long::compareUnsigned);

  private static final Pattern TEXT_OF_UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int PLACE_OF_VERSION = 14;

  /** Compares two values of the column that this order {@linkplain #accepts accepts}. */
  abstract int compare(String a, String b);

  /** Whether a value in a key is of the type that the order is of. */
  boolean accepts(JsonNode value) {
    return switch (this) {
      case NUMBER -> value.isNumber();
      case TEXT -> value.isTextual();
      case UUID -> isUuid(value);
      case TIMEUUID -> isUuid(value) && value.textValue().charAt(PLACE_OF_VERSION) == '1';
    };
  }

  private static boolean isUuid(JsonNode value) {
    return value.isTextual() && TEXT_OF_UUID.matcher(value.textValue()).matches();
  }
}
