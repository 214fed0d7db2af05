package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Canonical keys: the columns in declared order, values typed as in the event, no spaces. */
final class RowKeys {
  private RowKeys() {}

  /** The columns of an event's key as one canonical JSON object, or empty when one has no value. */
  static Optional<String> canonical(JsonNode key, List<String> columns) {
    ObjectNode canonical = JsonNodeFactory.instance.objectNode();
    for (String column : columns) {
      JsonNode value = key.get(column);
      if (value == null || value.isNull()) {
        return Optional.empty();
      }
      canonical.set(column, value);
    }
    return Optional.of(canonical.toString());
  }

  /**
   * The same, when it must be there.
   *
   * @param what name of the object in messages
   */
  static String require(JsonNode key, List<String> columns, String what) throws RejectedException {
    return canonical(key, columns)
        .orElseThrow(() -> RejectedException.malformed(what + " lacks a column of " + columns));
  }

  static boolean anyPresent(JsonNode key, List<String> columns) {
    return columns.stream().anyMatch(key::hasNonNull);
  }
}
