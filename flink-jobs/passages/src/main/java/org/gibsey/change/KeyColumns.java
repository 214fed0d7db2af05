package org.gibsey.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The columns of a row's key, parsed once to be compared with many ranges. */
public final class KeyColumns {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode columns;

  private KeyColumns(JsonNode columns) {
    this.columns = columns;
  }

  /**
   * Parses a row key.
   *
   * @param rowKey canonical JSON object of the row's key columns
   * @throws IllegalArgumentException when it is not JSON
   */
  public static KeyColumns parse(String rowKey) {
    try {
      return new KeyColumns(JSON.readTree(rowKey));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a row key that is not JSON", e);
    }
  }

  /** The value of a column, or a missing node. */
  JsonNode column(String name) {
    return columns.path(name);
  }
}
