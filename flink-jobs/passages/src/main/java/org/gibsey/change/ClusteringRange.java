package org.gibsey.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/**
 * A stretch of the rows of one partition, in the order of the clustering columns.
 *
 * @param start where it begins
 * @param end where it ends
 */
public record ClusteringRange(RangeBound start, RangeBound end) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Whether a row of the partition lies in the range.
   *
   * @param rowKey canonical JSON object of the row's key columns
   */
  public boolean covers(String rowKey) {
    try {
      JsonNode key = JSON.readTree(rowKey);
      return start.admits(key, 1) && end.admits(key, -1);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a row key that is not JSON", e);
    }
  }

  /** The same text for equal ranges, and another for any other range. */
  public String canonical() {
    ArrayNode parts = JSON.createArrayNode();
    for (RangeBound bound : List.of(start, end)) {
      parts.add(bound.inclusive());
      ArrayNode values = parts.addArray();
      for (BoundValue value : bound.values()) {
        values.add(value.value());
      }
    }
    return parts.toString();
  }
}
