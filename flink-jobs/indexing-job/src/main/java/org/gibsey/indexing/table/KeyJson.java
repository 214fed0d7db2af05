package org.gibsey.indexing.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** The columns of a row key, each as JSON. */
final class KeyJson {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private KeyJson() {}

  /**
   * Takes a canonical row key apart.
   *
   * @throws IllegalStateException when it lacks a column: keys are made by our own decoder
   */
  static List<String> columns(String rowKey, List<String> keyColumns) {
    try {
      JsonNode key = JSON.readValue(rowKey);
      return keyColumns.stream()
          .map(
              column -> {
                if (!key.hasNonNull(column)) {
                  throw new IllegalStateException("The row key lacks the column " + column);
                }
                return key.get(column).toString();
              })
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The row key is not JSON", e);
    }
  }
}
